import { connect } from "node:tls";
import { expect, test } from "vitest";
import { kafkaTool, pem, startKafkaTool, ToolError, testBootstrap, uniqueName, withSecured } from "./rig";

test("Kafka's own tools answer from the shared brokers", async () => {
  const topic = uniqueName("rig-tools");
  const bootstrap = testBootstrap();
  await kafkaTool("topics", ["--create", "--topic", topic, "--partitions", "2"], { bootstrap });
  await kafkaTool("console-producer", ["--topic", topic], { bootstrap, input: "one\ntwo\n" });
  const reader = startKafkaTool("console-consumer", ["--topic", topic, "--from-beginning"], { bootstrap });
  const lines: string[] = [];
  for await (const line of reader.lines) if (lines.push(line) === 2) break;
  await reader.stop();
  expect(lines.sort()).toEqual(["one", "two"]);
  await kafkaTool("topics", ["--delete", "--topic", topic], { bootstrap });
  await expect(kafkaTool("topics", ["--describe", "--topic", topic], { bootstrap })).rejects.toThrow(ToolError);
});

test("the secured node lets a client in by certificate, and a stranger not", async () => {
  await withSecured(async ({ bootstrap, tls }) => {
    const ask = (client: { cert: string; key: string }) =>
      new Promise<string>((resolve) => {
        const [host = "", port] = bootstrap.mtls.split(":");
        const socket = connect({
          host,
          port: Number(port),
          servername: host,
          ca: pem(tls.ca),
          cert: pem(client.cert),
          key: pem(client.key),
        });
        socket.on("error", (error) => resolve(error.message));
        // TLS 1.3 reports a refused client certificate only after the handshake: wait for an answer to ApiVersions v0.
        socket.on("secureConnect", () => socket.write(Buffer.from("0000000a0012000000000001ffff", "hex")));
        socket.on("data", () => {
          socket.destroy();
          resolve("answered");
        });
      });
    expect(await ask(tls.client)).toBe("answered");
    expect(await ask(tls.stranger)).toMatch(/alert/);
    await kafkaTool("acls", ["--add", "--allow-principal", "User:alice", "--operation", "Read", "--topic", "t"], {
      bootstrap: bootstrap.internal,
    });
  });
});

import { connect } from "node:tls";
import { expect, test } from "vitest";
import {
  kafkaTool,
  pem,
  startKafkaTool,
  ToolError,
  testBootstrap,
  uniqueName,
  withCluster,
  withConnect,
  withSecured,
} from "./rig";

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

test("a cluster of one's own loses a broker and gets it back", async () => {
  await withCluster({ nodes: 3 }, async ({ bootstrap, nodes }) => {
    const second = nodes[1];
    if (!second) throw new Error("three nodes were asked for");
    await second.kill();
    expect(second.pid()).toBeNull();
    await second.start();
    const { stdout } = await kafkaTool("metadata-quorum", ["describe", "--replication"], { bootstrap });
    expect(stdout.match(/Follower|Leader/g)).toHaveLength(3);
  });
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

test("a Connect worker offers the plugins connectors are tested with", async () => {
  await withConnect(testBootstrap(), async ({ url }) => {
    const plugins = (await (await fetch(`${url}/connector-plugins`)).json()) as { class: string }[];
    const classes = plugins.map((plugin) => plugin.class);
    expect(classes).toContain("org.apache.kafka.connect.file.FileStreamSourceConnector");
    expect(classes).toContain("org.apache.kafka.connect.tools.MockSinkConnector");
    expect(classes).toContain("org.apache.kafka.connect.mirror.MirrorSourceConnector");
  });
});

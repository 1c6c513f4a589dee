import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openFrontDoor } from "./front-door.ts";
import { refusal } from "./guard.ts";

/** A server made before the door is opened, as Next's is; it answers whatever gets through with 200 and "behind". */
let server: Server;
let close: () => void;

beforeEach(async () => {
  server = createServer((_, response) => response.end("behind"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  close = openFrontDoor(({ method = "", url = "", headers }) =>
    refusal(
      { method, target: url, host: headers.host ?? null, origin: headers.origin ?? null, site: null },
      { allowedHosts: [], publicUrl: null, host: "127.0.0.1" },
    ),
  );
});

afterEach(async () => {
  close();
  server.close();
  await once(server, "close");
});

async function ask(method: string, path: string, host = "localhost") {
  const { port } = server.address() as AddressInfo;
  const asked = request({ host: "127.0.0.1", port, method, path, headers: { host }, agent: false });
  asked.end();
  const [response] = await once(asked, "response");
  const chunks: Buffer[] = await response.toArray();
  return {
    status: response.statusCode,
    type: response.headers["content-type"],
    text: Buffer.concat(chunks).toString(),
  };
}

it("hands on the query as it came and nothing that Next takes for its own", async () => {
  const seen: Record<string, unknown>[] = [];
  server.prependListener("request", ({ headers }) => seen.push(headers));
  const { port } = server.address() as AddressInfo;
  const headers = { host: "localhost", "x-klar-query": "?a=forged", rsc: "1", "next-action": "x", "next-url": "/" };
  for (const path of ["/api/health?a=%ff&__proto__=1#x", "/api/health", "/c/local?a=1"]) {
    const asked = request({ host: "127.0.0.1", port, path, headers, agent: false });
    asked.end();
    const [response] = await once(asked, "response");
    await response.toArray();
  }
  expect(seen).toEqual([
    { host: "localhost", connection: "close", "x-klar-query": "?a=%ff&__proto__=1" },
    { host: "localhost", connection: "close", "x-klar-query": "" },
    { host: "localhost", connection: "close", rsc: "1", "next-action": "x", "next-url": "/" },
  ]);
});

it("asks for no compression where nothing crosses a network, unless a proxy stands between", async () => {
  const seen: (string | undefined)[] = [];
  server.prependListener("request", ({ headers }) => seen.push(headers["accept-encoding"]));
  const { port } = server.address() as AddressInfo;
  const asks = [
    ["/api/health", {}],
    ["/api/health", { "x-forwarded-for": "203.0.113.9" }],
    ["/c/local", {}],
  ] as const;
  for (const [path, more] of asks) {
    const headers = { host: "localhost", "accept-encoding": "gzip", ...more };
    const asked = request({ host: "127.0.0.1", port, path, headers, agent: false });
    asked.end();
    const [response] = await once(asked, "response");
    await response.toArray();
  }
  expect(seen).toEqual([undefined, "gzip", "gzip"]);
});

it("sends the head of an answer with its first bytes, or alone where none come yet", async () => {
  const { port } = server.address() as AddressInfo;
  let isSent: boolean | null = null;
  server.removeAllListeners("request");
  server.on("request", (_, response) => {
    response.flushHeaders();
    isSent = response.headersSent;
  });
  const asked = request({ host: "127.0.0.1", port, path: "/api/health", headers: { host: "localhost" }, agent: false });
  asked.end();
  const [response] = await once(asked, "response");
  expect(isSent).toBe(false);
  expect(response.statusCode).toBe(200);
  asked.destroy();
});

it("lets through what may come in", async () => {
  expect(await ask("GET", "/api/health")).toMatchObject({ status: 200, text: "behind" });
});

it.each([
  ["GET", "/api/%ff", 400, "invalid-request"],
  ["GET", "/api//clusters", 404, "no-such-endpoint"],
  ["GET", "//api/clusters", 404, "no-such-endpoint"],
  ["GET", "/api/clusters/", 404, "no-such-endpoint"],
  ["TRACE", "/api/clusters", 405, "method"],
  ["PROPFIND", "/api/clusters", 405, "method"],
])("answers %s %s with a problem document", async (method, path, status, code) => {
  const answer = await ask(method, path);
  expect(answer).toMatchObject({ status, type: "application/problem+json" });
  expect(JSON.parse(answer.text)).toMatchObject({ status, code });
});

it("answers pages in plain words, and HEAD without a body", async () => {
  const page = await ask("GET", "/", "evil.example");
  expect(page).toMatchObject({ status: 421, type: "text/plain; charset=utf-8" });
  expect(page.text).toContain("allowedHosts");
  expect(await ask("HEAD", "/api/%ff")).toMatchObject({ status: 400, text: "" });
});

it("can be undone", async () => {
  close();
  expect(await ask("GET", "/api/%ff")).toMatchObject({ status: 200, text: "behind" });
});

import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { Registry } from "./registry.ts";
import { RegistryHttp } from "./registry-http.ts";
import { schemaRef } from "./schema.ts";
import { SchemaCache } from "./schema-cache.ts";

/** What a real registry hardly ever does is done by a server of the test; see server/records/schemas.test.ts for a real one. */
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});
const types = { "content-type": "application/json" };

async function cacheOn(listener: RequestListener, timeoutMs = 30_000, more = {}) {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? "");
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const http = new RegistryHttp({ urls: [`http://127.0.0.1:${port}/`], timeoutMs, ...more });
  open.push(() => {
    http.close();
    server.closeAllConnections();
    server.close();
  });
  return { cache: new SchemaCache(new Registry(http)), paths };
}
const answer =
  (body: unknown, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, types).end(JSON.stringify(body));
  };
const string = { schema: '"string"' };
const asks = (paths: readonly string[]) => paths.filter((path) => !path.endsWith("/versions"));

describe("schemas by id", () => {
  it("are asked for once, however many want one at the same time", async () => {
    const { cache, paths } = await cacheOn(answer(string));
    const found = await Promise.all(Array.from({ length: 50 }, () => cache.fetch(schemaRef.id(7))));
    expect(found.every(({ ok }) => ok)).toBe(true);
    expect(asks(paths)).toEqual(["/schemas/ids/7"]);
    expect(cache.find(schemaRef.id(7))).toMatchObject({ ok: true, schema: { type: "AVRO", text: '"string"', id: 7 } });
  });

  it("are fetched for a piece of work that lacked them, which is then done again", async () => {
    const { cache } = await cacheOn(answer(string));
    const refs = [1, 2, 3].map(schemaRef.id);
    let times = 0;
    const found = await cache.settled(() => {
      times++;
      return refs.map((ref) => cache.find(ref).ok);
    });
    expect([found, times]).toEqual([[true, true, true], 2]);
  });

  it("that are missing are not asked for again at once, and of very many none is asked for", async () => {
    const { cache, paths } = await cacheOn(answer({ error_code: 40403, message: "Schema not found" }, 404));
    const first = await cache.fetch(schemaRef.id(5));
    expect(first).toEqual({ ok: false, reason: "the registry has no schema with the id 5: Schema not found" });
    await cache.fetch(schemaRef.id(5));
    expect(paths).toEqual(["/schemas/ids/5"]);
    for (let id = 100; id < 1_100; id++) await cache.fetch(schemaRef.id(id));
    expect(paths.length).toBeLessThanOrEqual(200);
    expect(await cache.fetch(schemaRef.id(9_999))).toMatchObject({
      ok: false,
      reason: expect.stringContaining("lacked too many others"),
    });
    // what a person names is asked for all the same
    await cache.fetch(schemaRef.latest("orders-value"));
    expect(paths.at(-1)).toBe("/subjects/orders-value/versions/latest");
  });

  it("follow references that lead back to where they came from", async () => {
    const reference = (name: string) => ({ name, subject: name, version: 1 });
    const { cache, paths } = await cacheOn((request, response) => {
      const path = request.url ?? "";
      const [, name = ""] = /^\/subjects\/(\w)\//.exec(path) ?? [];
      const other = name === "a" ? "b" : "a";
      const one = { id: 9, version: 1, subject: name, schema: `schema ${name}`, schemaType: "PROTOBUF" };
      const body = path.endsWith("/versions")
        ? []
        : name === ""
          ? { schema: "main", schemaType: "PROTOBUF", references: [reference("a"), reference("b")] }
          : { ...one, references: [reference(other), reference(name)] };
      response.writeHead(200, types).end(JSON.stringify(body));
    });
    const found = await cache.fetch(schemaRef.id(1));
    expect(found.ok && found.schema.imports.map(({ name }) => name).sort()).toEqual(["a", "b"]);
    expect(paths.filter((path) => path.startsWith("/subjects"))).toHaveLength(2);
  });
});

describe("a registry that is not as it should be", () => {
  it.each([
    ["slow", () => {}, "the schema registry cannot be asked: it did not answer within 0.2 s"],
    ["broken", answer({ message: "no" }, 500), "it answered with HTTP status 500: no"],
    ["closed", answer({ message: "who are you" }, 401), "it does not let us in: who are you"],
    [
      "somewhere else",
      ((_request, response) =>
        void response.writeHead(302, { location: "http://169.254.169.254/" }).end()) as RequestListener,
      "it wants to send us elsewhere (HTTP status 302), which is not followed",
    ],
    ["another thing", ((_request, response) => void response.end("<html>")) as RequestListener, "it sent no JSON"],
    ["endless", answer({ schema: "x".repeat(9 * 1024 * 1024) }), "its answer is larger than 8 MiB"],
  ])("and %s costs one wait and a reason", async (name, listener, reason) => {
    // only the slow one is waited for to its end
    const { cache, paths } = await cacheOn(listener, name === "slow" ? 200 : 30_000);
    const [first, second] = [await cache.fetch(schemaRef.id(1)), await cache.fetch(schemaRef.id(2))];
    expect(first).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
    expect(second).toEqual(first);
    expect(paths).toHaveLength(1);
  });

  it("is told who asks, and another address is tried where one does not answer", async () => {
    let seen: string | undefined;
    const { cache } = await cacheOn(
      (request, response) => {
        seen = request.headers.authorization;
        answer(string)(request, response);
      },
      30_000,
      { username: "klar", password: "s3cret" },
    );
    await cache.fetch(schemaRef.id(1));
    expect(seen).toBe(`Basic ${Buffer.from("klar:s3cret").toString("base64")}`);
    const server = createServer(answer(string));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const http = new RegistryHttp({ urls: ["http://127.0.0.1:1", `http://127.0.0.1:${port}`], timeoutMs: 30_000 });
    open.push(() => {
      http.close();
      server.closeAllConnections();
      server.close();
    });
    expect(await new SchemaCache(new Registry(http)).fetch(schemaRef.id(1))).toMatchObject({ ok: true });
  });
});

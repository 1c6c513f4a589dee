import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, openApi, problemOf, type Sent } from "../support/api.ts";
import { uniqueName } from "../support/rig.ts";

let api: Api;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

/** What the server says to bytes no HTTP client would send. */
function spoken(request: string): Promise<string> {
  const { hostname, port } = new URL(api.url);
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(port), hostname, () => socket.end(request));
    socket.on("data", (chunk) => (text += chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve(text));
  });
}

describe("the Host", () => {
  it.each(["evil.example", "evil.example:80", "localhost.evil.example", "192.0.2.1", "0.0.0.0", "a b", "[::2]"])(
    "%j is not served, neither the API nor pages",
    async (host) => {
      await api.refused("host", "/api/health", { headers: { host } });
      await api.refused("host", "/api/nothing", { headers: { host } });
      await api.refused("host", "/api/%ff", { headers: { host } });
      for (const page of ["/", "/c/local/topics", "/nowhere", "/icon.svg", "/_next/static/x.js"]) {
        const answer = await api.send(page, { headers: { host } });
        expect({ page, status: answer.status }).toEqual({ page, status: 421 });
      }
    },
  );

  it.each(["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8080"])("%s is this machine", async (host) => {
    expect((await api.send("/api/health", { headers: { host } })).status).toBe(200);
  });

  it("has to be there, and the target cannot stand in for it", async () => {
    expect(await spoken("GET /api/health HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 421/);
    expect(await spoken("GET /api/health HTTP/1.1\r\nHost: evil.example\r\n\r\n")).toMatch(/^HTTP\/1\.1 421/);
    expect(await spoken("GET /api/health HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n")).toMatch(/^HTTP\/1\.1 421/);
    for (const target of ["http://evil.example/api/health", "http://localhost/api/health", "evil", "*"]) {
      const said = await spoken(`GET ${target} HTTP/1.0\r\nHost: localhost\r\n\r\n`);
      expect({ target, said }).toEqual({ target, said: expect.stringMatching(/^HTTP\/1\.1 400/) });
    }
  });
});

describe("pages of other sites", () => {
  const topic = () => uniqueName("stranger");
  const create = (headers: Record<string, string>): [string, Sent] => [
    "/api/clusters/local/topics",
    { method: "POST", headers, body: { name: topic(), dryRun: true } },
  ];

  it("read nothing under /api", async () => {
    for (const path of ["/api/health", "/api/clusters", "/api/openapi.json", "/api/nothing"]) {
      for (const method of ["GET", "POST", "OPTIONS"]) {
        await api.refused("forbidden", path, { method, headers: { "sec-fetch-site": "cross-site" } });
      }
    }
    expect((await api.send("/", { headers: { "sec-fetch-site": "cross-site" } })).status).toBeLessThan(400);
  });

  it.each(["same-origin", "none"])("Sec-Fetch-Site %s is ours or nobody's", async (site) => {
    expect((await api.send("/api/health", { headers: { "sec-fetch-site": site } })).status).toBe(200);
  });

  it.each([
    "null",
    "https://evil.example",
    "http://localhost:1",
    "http://localhost.evil.example",
    "chrome-extension://abc",
    "nonsense",
  ])("a mutation from Origin %s is refused", async (origin) => {
    await api.refused("forbidden", ...create({ origin }));
    await api.refused("forbidden", "/api/clusters/local/topics/x", { method: "DELETE", headers: { origin } });
    await api.refused("forbidden", "/api/clusters/local/groups/x", { method: "DELETE", headers: { origin } });
  });

  it("a mutation without Origin, or from the console's own, is let in", async () => {
    for (const headers of [{}, { origin: api.url }]) {
      const [path, sent] = create(headers);
      const answer = await api.send(path, sent);
      expect(`${answer.status} ${answer.text}`).toMatch(/^200 /);
    }
  });

  it("get no leave to read by CORS", async () => {
    const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };
    for (const method of ["GET", "OPTIONS"]) {
      const answer = await api.send("/api/clusters", { method, headers });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
  });
});

describe("bodies", () => {
  const path = "/api/clusters/local/topics";
  const body = JSON.stringify({ name: "stranger-body", dryRun: true });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "",
    "application/json; charset=utf-16",
  ])("as %j are not taken: a form of another site can send these", async (type) => {
    await api.refused("media-type", path, { method: "POST", headers: { "content-type": type }, body });
  });

  it("as JSON are, with the charset said or not", async () => {
    for (const type of ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"]) {
      const answer = await api.send(path, { method: "POST", headers: { "content-type": type }, body });
      expect(`${answer.status} ${answer.text}`).toMatch(/^200 /);
    }
  });

  it("compressed ones are not taken", async () => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    await api.refused("media-type", path, { method: "POST", headers, body });
  });

  it.each(["{", "", "[]", "null", "5", '"a"', '{"name":"a"} x', "\u0000"])("%j is a bad request", async (text) => {
    const headers = { "content-type": "application/json" };
    const problem = await api.refused("invalid-request", path, { method: "POST", headers, body: text });
    expect(problem.errors?.length).toBeGreaterThan(0);
  });

  it("bytes that are no UTF-8 are a bad request", async () => {
    const headers = { "content-type": "application/json" };
    const bytes = Buffer.from('{"name":"\xff"}', "latin1");
    await api.refused("invalid-request", path, { method: "POST", headers, body: bytes });
  });

  it("deep nesting and strange members do no harm", async () => {
    const deep = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
    const headers = { "content-type": "application/json" };
    await api.refused("invalid-request", path, { method: "POST", headers, body: deep });
    const polluted = '{"name":"a","__proto__":{"dryRun":true},"constructor":{}}';
    const problem = await api.refused("invalid-request", path, { method: "POST", headers, body: polluted });
    expect((problem.errors ?? []).map((error) => error.path).sort()).toEqual(["body.__proto__", "body.constructor"]);
  });

  it("larger than the call takes are told, with and without a length", async () => {
    const large = JSON.stringify({ name: "a".repeat(1024 * 1024) });
    const headers = { "content-type": "application/json" };
    await api.refused("too-large", path, { method: "POST", headers, body: large });
    const chunked = { ...headers, "transfer-encoding": "chunked" };
    await api.refused("too-large", path, { method: "POST", headers: chunked, body: large });
    const produce = `{"records":[{"value":"${"a".repeat(33 * 1024 * 1024)}"}]}`;
    for (const sent of [headers, chunked]) {
      await api.refused("too-large", "/api/clusters/local/topics/x/messages", {
        method: "POST",
        headers: sent,
        body: produce,
      });
    }
  });

  it("a call that takes none says so instead of ignoring it", async () => {
    const sent = { method: "DELETE", body: { dryRun: true } };
    for (const noun of ["topics", "groups"]) {
      const problem = problemOf(await api.send(`/api/clusters/local/${noun}/none`, sent));
      expect(problem).toMatchObject({ code: "invalid-request", errors: [{ path: "body" }] });
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, openApi, problemOf } from "../support/api.ts";

let api: Api;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

describe("what is no address of the API", () => {
  it.each([
    "/api",
    "/api/",
    "/api/nothing",
    "/api/clusters/",
    "/api//clusters",
    "/api/clusters/local/",
    "/api/clusters/local/nothing",
    "/api/clusters/local/topics/a/nothing",
    "/api/clusters/local/topics/a/messages/0",
    "/api/clusters/local/topics/a/messages/0/1/headers",
    "/api/clusters/local/topics//messages",
    "/api/health/more",
    "/api/openapi.yaml",
    "/api/favicon.ico",
    "/api/..%2fclusters",
    "/api/%2e%2e/clusters",
    "/api/../api/clusters",
    "/api/clusters/.",
    "/api/clusters/local/topics/..",
    "/api/clusters/local/topics/%2e",
    "/api/clusters/local/topics/a/.%2E/b",
    "/api/_next/data",
    "/API/clusters",
    "/api\\clusters",
  ])("%s is told as a problem", async (path) => {
    for (const method of ["GET", "POST", "DELETE"]) {
      await api.refused("no-such-endpoint", path, { method });
    }
  });

  it.each([
    "/api/%",
    "/api/%ff",
    "/api/%zz",
    "/api/clusters/%",
    "/api/clusters/%ff",
    "/api/clusters/local/topics/%",
    "/api/clusters/local/topics/%ff",
    "/api/clusters/local/topics/%E0%A4%A",
    "/api/clusters/local/topics/a/messages/%c0%80/1",
    "/api/clusters/local/groups/%ed%a0%80",
  ])("the malformed escape of %s is a bad request, whatever the method", async (path) => {
    for (const method of ["GET", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS"]) {
      const answer = await api.send(path, { method });
      expect({ path, method, status: answer.status }).toEqual({ path, method, status: 400 });
      if (method !== "HEAD") expect(problemOf(answer).code).toBe("invalid-request");
    }
  });

  it("a page with a malformed escape is refused too, in a sentence", async () => {
    const answer = await api.send("/c/%ff");
    expect(answer).toMatchObject({ status: 400, type: "text/plain" });
  });

  it.each([
    ["/c/local?range=6h", "/c/local/overview?range=6h"],
    ["/c/local", "/c/local/overview"],
    ["/c/local/topics/a.b?contains=x+y&m=0%3A1", "/c/local/topics/a.b/messages?contains=x+y&m=0%3A1"],
  ])("%s leads on to %s", async (path, target) => {
    const answer = await api.send(path);
    expect(answer.status).toBe(307);
    expect(new URL(String(answer.headers.location), "http://localhost").href).toBe(`http://localhost${target}`);
  });
});

describe("the methods of an address", () => {
  it.each([
    ["/api/health", ["GET"]],
    ["/api/clusters", ["GET"]],
    ["/api/openapi.json", ["GET"]],
    ["/api/clusters/local", ["GET"]],
    ["/api/clusters/local/overview", ["GET"]],
    ["/api/clusters/local/brokers", ["GET"]],
    ["/api/clusters/local/brokers/1", ["GET"]],
    ["/api/clusters/local/brokers/1/configs", ["GET"]],
    ["/api/clusters/local/quorum", ["GET"]],
    ["/api/clusters/local/topics", ["GET", "POST"]],
    ["/api/clusters/local/topics/x", ["DELETE", "GET"]],
    ["/api/clusters/local/topics/x/partitions", ["POST"]],
    ["/api/clusters/local/topics/x/configs", ["GET", "PATCH"]],
    ["/api/clusters/local/topics/x/truncate", ["POST"]],
    ["/api/clusters/local/topics/x/groups", ["GET"]],
    ["/api/clusters/local/topics/x/messages", ["GET", "POST"]],
    ["/api/clusters/local/topics/x/messages/0/0", ["GET"]],
    ["/api/clusters/local/topics/x/messages/0/0/value", ["GET"]],
    ["/api/clusters/local/topics/x/messages/0/0/key", ["GET"]],
    ["/api/clusters/local/topics/x/tail", ["GET"]],
    ["/api/clusters/local/topics/x/partition-for", ["GET"]],
    ["/api/clusters/local/groups", ["GET"]],
    ["/api/clusters/local/groups/x", ["DELETE", "GET"]],
  ])("%s serves %s and answers 405 with Allow to the rest", async (path, served) => {
    const allow = [...served, ...(served.includes("GET") ? ["HEAD"] : []), "OPTIONS"].sort();
    const listed = (value: unknown) => String(value).split(", ").sort();
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((one) => !served.includes(one))) {
      const answer = await api.send(path, { method });
      expect(problemOf(answer).code).toBe("method");
      expect(listed(answer.headers.allow)).toEqual(allow);
    }
    const options = await api.send(path, { method: "OPTIONS" });
    expect({ status: options.status, allow: listed(options.headers.allow) }).toEqual({ status: 204, allow });
  });

  it("methods HTTP hardly knows are refused the same way", async () => {
    for (const method of ["TRACE", "PROPFIND", "LINK"]) {
      const answer = await api.send("/api/clusters", { method });
      expect(problemOf(answer).code).toBe("method");
      expect(answer.headers.allow).toContain("GET");
    }
  });

  it.each(["/api/health", "/api/clusters", "/api/clusters/local/topics", "/api/clusters/none"])(
    "HEAD of %s is GET without the body",
    async (path) => {
      const [get, head] = await Promise.all([api.send(path), api.send(path, { method: "HEAD" })]);
      expect({ status: head.status, type: head.type, text: head.text }).toEqual({
        status: get.status,
        type: get.type,
        text: "",
      });
    },
  );
});

describe("the form of a reply", () => {
  it.each([undefined, "*/*", "application/json", "application/*;q=0.5", "text/html, application/json;q=0.1"])(
    "is JSON for Accept %s",
    async (accept) => {
      const answer = await api.send("/api/clusters", { headers: accept ? { accept } : {} });
      expect(answer).toMatchObject({ status: 200, type: "application/json" });
    },
  );

  it.each(["text/html", "text/event-stream", "application/x-ndjson", "application/json;q=0", "image/*"])(
    "is not to be had as %s: 406",
    async (accept) => {
      await api.refused("not-acceptable", "/api/clusters", { headers: { accept } });
    },
  );

  it("tells caches and sniffers what they may do, also when it is a problem", async () => {
    for (const path of ["/api/health", "/api/nothing", "/api/%ff"]) {
      const { headers } = await api.send(path);
      expect(headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
      expect(headers).not.toHaveProperty("x-powered-by");
    }
  });
});

it("/api/health is ok", async () => {
  expect(await api.get("/api/health")).toMatchObject({ status: "ok" });
});

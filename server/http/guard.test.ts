import { describe, expect, it } from "vitest";
import { type Knock, refusal } from "./guard.ts";

const served = { allowedHosts: ["klar.lan", "ops.lan:8443"], publicUrl: "https://klar.example.org", host: "10.0.0.5" };

function knock(parts: Partial<Knock> = {}): Knock {
  return { method: "GET", target: "/api/clusters", host: "localhost:8080", origin: null, site: null, ...parts };
}
const code = (parts: Partial<Knock>) => refusal(knock(parts), served)?.code ?? "let in";

describe("the host", () => {
  it.each([
    "localhost",
    "LOCALHOST:8080",
    "127.0.0.1:1",
    "[::1]:8080",
    "klar.lan",
    "klar.lan:99",
    "ops.lan:8443",
    "klar.example.org",
    "10.0.0.5:8080",
  ])("%s is served", (host) => {
    expect(code({ host })).toBe("let in");
  });
  it.each([
    null,
    "",
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "klar.lan.evil.example",
    "ops.lan",
    "ops.lan:1",
    "localhost@evil.example",
    "localhost:80:80",
    "local host",
    "0.0.0.0:8080",
    "192.168.1.1",
  ])("%j is not, for pages neither", (host) => {
    expect([code({ host }), code({ host, target: "/" })]).toEqual(["host", "host"]);
  });
  it("a wildcard bind is no name", () => {
    expect(refusal(knock({ host: "0.0.0.0" }), { allowedHosts: [], publicUrl: null, host: "0.0.0.0" })?.code).toBe(
      "host",
    );
  });
});

describe("the path", () => {
  it.each(["/api/%ff", "/api/clusters/%", "/api/%c3%28?x", "/%e0%a4%a", "http://localhost/api", "*"])(
    "%s is malformed",
    (target) => {
      expect(code({ target })).toBe("invalid-request");
    },
  );
  it.each(
    [
      ["/api//clusters", "//api/clusters", "/api/clusters/", "/api/", "/api/a\\b", "\\api\\a", "/api/a//?x=1"],
      ["/API/clusters", "/Api", "/api/..", "/api/./a", "/api/%2e%2E/clusters", "/api/clusters/local/topics/.%2e"],
    ].flat(),
  )("%s is no endpoint", (target) => {
    expect(code({ target })).toBe("no-such-endpoint");
  });
  it.each([
    "/api/a%2F%2Fb",
    "/api/%25ff",
    "/api/clusters?q=//x/",
    "/api",
    "/",
    "/c/a/",
    "/c/..",
    "/api/...",
    "/api/%2e%2e%2e",
    "/api/%F0%9F%98%80",
  ])("%s is a path like any other", (target) => {
    expect(code({ target })).toBe("let in");
  });
});

describe("the method", () => {
  it.each(["TRACE", "CONNECT", "PROPFIND", "get"])("%s is not served", (method) => {
    expect(code({ method })).toBe("method");
  });
});

describe("other sites", () => {
  it("are kept from the API, not from linking to a page", () => {
    expect(code({ site: "cross-site" })).toBe("forbidden");
    expect(code({ site: "cross-site", target: "/c/local/topics" })).toBe("let in");
    expect(code({ site: "same-origin" })).toBe("let in");
    expect(code({ site: "none" })).toBe("let in");
  });

  const post = { method: "POST", host: "localhost:8080" };
  it.each([
    [{ ...post, origin: "http://localhost:8080" }],
    [{ ...post, origin: null }],
    [{ ...post, origin: "https://klar.example.org", host: "10.0.0.5:8080" }],
    [{ ...post, origin: "https://ops.lan:8443", host: "10.0.0.5:8080" }],
    [{ ...post, origin: "http://klar.lan", host: "klar.lan:80" }],
    [{ method: "GET", origin: "https://evil.example" }],
  ])("may change something: %j", (parts) => {
    expect(code(parts)).toBe("let in");
  });
  it.each([
    [{ ...post, origin: "null" }],
    [{ ...post, origin: "" }],
    [{ ...post, origin: "https://evil.example" }],
    [{ ...post, origin: "http://localhost:3000" }],
    [{ ...post, origin: "http://127.0.0.1:8080" }],
    [{ ...post, origin: "http://localhost:8080.evil.example" }],
    [{ ...post, origin: "http://klar.example.org" }],
    [{ ...post, origin: "file://localhost:8080" }],
    [{ ...post, method: "DELETE", origin: "https://evil.example" }],
  ])("may not change anything: %j", (parts) => {
    expect(code(parts)).toBe("forbidden");
  });
});

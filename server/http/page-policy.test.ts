import { expect, it } from "vitest";
import { pagePolicy } from "./page-policy.ts";

it("lets pages run only what we shipped, from here, in no frame", () => {
  const policy = pagePolicy("abc", false);
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe-eval|https?:|ws:|\*/);
});

it("lets development evaluate and reload", () => {
  expect(pagePolicy("abc", true)).toMatch(/'unsafe-eval'.*connect-src 'self' ws: wss:/);
});

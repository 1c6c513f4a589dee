import { pino } from "pino";
import { expect } from "vitest";
import * as z from "zod/mini";
import { endpoint } from "../../lib/api/endpoint.ts";
import type { Problem } from "../../lib/api/error.ts";
import { uint63 } from "../../lib/api/int64.ts";
import { installRuntime, type Runtime } from "../runtime.ts";
import type { Route } from "./serve.ts";
import { createStreamSet } from "./stream-set.ts";

/** A runtime with the clusters `local` and `frozen` (read-only), which notes what was logged and how often one was marked stale. */
export function freshRuntime() {
  const seen = { logged: [] as Record<string, unknown>[], marked: 0 };
  const cluster = (name: string, readOnly: boolean) => ({ name, readOnly, markStale: () => seen.marked++ });
  const clusters = new Map([cluster("local", false), cluster("frozen", true)].map((one) => [one.name, one]));
  installRuntime({
    config: {},
    clusters: { get: (name: string) => clusters.get(name) },
    streams: createStreamSet(),
    log: pino({ level: "trace" }, { write: (line: string) => seen.logged.push(JSON.parse(line)) }),
    version: "1.2.3",
    startedAt: 0,
  } as unknown as Runtime);
  return seen;
}

export type Ask = {
  params?: Record<string, string>;
  search?: string;
  method?: string;
  body?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

export function ask(
  route: Route,
  { params = { cluster: "local" }, search = "", body, headers, ...init }: Ask = {},
): Promise<Response> {
  const sent = {
    ...(body === undefined ? {} : { body, method: "POST", headers: { "content-type": "application/json" } }),
    ...init,
  };
  const request = new Request(`http://localhost/api/x${search}`, {
    ...sent,
    ...(headers ? { headers } : {}),
    duplex: "half",
  } as RequestInit);
  return route(request, { params: Promise.resolve(params) });
}

/** The problem document of a response, which must be one. */
export async function problem(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const document = (await response.json()) as Problem;
  expect(document).toMatchObject({ status: response.status, type: `urn:klar:problem:${document.code}` });
  return document;
}
export const paths = (document: Problem) => (document.errors ?? []).map(({ path }) => path).sort();

export const count = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/count/{thing}",
  access: { topic: "view" },
  summary: "A count",
  query: z.strictObject({ limit: z.optional(z.string().check(z.regex(/^\d+$/, "must be a number"))) }),
  reply: z.object({ name: z.string(), count: uint63 }),
});

import { request } from "node:http";
import { expect } from "vitest";
import type * as z from "zod/mini";
import type { Endpoint } from "../../lib/api/endpoint.ts";
import { type ErrorCode, errorStatus, type Problem } from "../../lib/api/error.ts";
import { startConsole } from "../../rig/console.mjs";
import { testBootstrap } from "./rig.ts";

/** A reply as it came over the socket; `json` is undefined where the body is none. */
export type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** the media type without its parameters */
  type: string;
  bytes: Buffer;
  text: string;
  json: unknown;
};

export type Sent = {
  method?: string;
  headers?: Record<string, string>;
  /** sent as it is when text or bytes, else as JSON with its media type */
  body?: unknown;
};

/** What a call answers with, in wire form. */
export type Wire<E> =
  E extends Endpoint<string, z.ZodMiniType, z.ZodMiniType, infer R>
    ? [R] extends [never]
      ? undefined
      : z.input<R>
    : never;
export type WireList<E> = Wire<E> extends { items: (infer Row)[] } ? Row : never;

export type Api = {
  url: string;
  pid: number | null;
  /** any request, its path sent byte for byte as it is given */
  send(path: string, sent?: Sent): Promise<Answer>;
  /** a call that must succeed, its reply typed by the contract it belongs to */
  get<E>(path: string): Promise<Wire<E>>;
  post<E>(path: string, body: unknown): Promise<Wire<E>>;
  patch<E>(path: string, body: unknown): Promise<Wire<E>>;
  remove(path: string): Promise<Answer>;
  /** a call that must be answered with this problem */
  refused(code: ErrorCode, path: string, sent?: Sent): Promise<Problem>;
  close(): Promise<unknown>;
  /** ends the console by a signal; resolves once its process is gone */
  closeBy(signal: NodeJS.Signals): Promise<unknown>;
};

/** The console `npm test` started over the shared brokers (cluster `local`), else one of the test's own over them. */
export async function openApi(): Promise<Api> {
  const given = process.env.KLAR_URL;
  if (given) return apiAt(given, null, async () => {});
  return ownApi({ KLAR_BOOTSTRAP_SERVERS: testBootstrap(), KLAR_CLUSTER_NAME: "local" });
}

/** A console of the test's own, configured as it needs it. */
export async function ownApi(env: Record<string, string>): Promise<Api> {
  const { url, pid, stop } = await startConsole({ env });
  return apiAt(url, pid, stop);
}

export function apiAt(url: string, pid: number | null, close: (signal?: NodeJS.Signals) => Promise<unknown>): Api {
  const { hostname, port } = new URL(url);

  function send(path: string, { method = "GET", headers = {}, body }: Sent = {}): Promise<Answer> {
    const plain = body === undefined || typeof body === "string" || Buffer.isBuffer(body);
    const payload = plain ? (body as string | Buffer | undefined) : JSON.stringify(body);
    const typed = body === undefined || "content-type" in headers ? {} : { "content-type": "application/json" };
    // node leaves the length out where a method seldom has a body
    const sized =
      payload === undefined || "transfer-encoding" in headers
        ? {}
        : { "content-length": String(Buffer.byteLength(payload)) };
    return new Promise((resolve, reject) => {
      const all = { ...typed, ...sized, ...headers };
      const asked = request({ hostname, port, method, path, headers: all }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => resolve(answerOf(response.statusCode ?? 0, response.headers, Buffer.concat(chunks))));
      });
      // a server that refuses a body closes before it has read it: the answer that came counts
      asked.on("error", reject);
      asked.end(payload);
    });
  }

  async function good<E>(path: string, sent: Sent = {}): Promise<Wire<E>> {
    const answer = await send(path, sent);
    if (answer.status >= 300) throw new Error(`${sent.method ?? "GET"} ${path}: ${answer.status} ${answer.text}`);
    return answer.json as Wire<E>;
  }

  return {
    url,
    pid,
    send,
    close: () => close(),
    closeBy: close,
    get: (path) => good(path),
    post: (path, body) => good(path, { method: "POST", body }),
    patch: (path, body) => good(path, { method: "PATCH", body }),
    remove: (path) => send(path, { method: "DELETE" }),
    async refused(code, path, sent) {
      const problem = problemOf(await send(path, sent));
      expect(`${problem.code}: ${path} ${problem.detail}`).toBe(`${code}: ${path} ${problem.detail}`);
      return problem;
    },
  };
}

function answerOf(status: number, headers: Answer["headers"], bytes: Buffer): Answer {
  const type = String(headers["content-type"] ?? "").split(";")[0] ?? "";
  const text = bytes.toString("utf8");
  return {
    status,
    headers,
    type,
    bytes,
    text,
    json: /[/+]json$/.test(type) && text !== "" ? JSON.parse(text) : undefined,
  };
}

/** The problem document of an answer, which must be a whole one: closed codes, their one status, nothing of the inside. */
export function problemOf({ status, type, json, headers, text }: Answer): Problem {
  expect({ type, text }).toEqual({ type: "application/problem+json", text });
  const problem = json as Problem;
  expect(Object.keys(errorStatus)).toContain(problem.code);
  expect({ status, stated: problem.status }).toEqual({
    status: errorStatus[problem.code],
    stated: errorStatus[problem.code],
  });
  expect(problem).toMatchObject({ type: expect.any(String), title: expect.any(String), detail: expect.any(String) });
  expect(headers["cache-control"]).toBe("no-store");
  expect(text).not.toMatch(/\n?\s+at .*\.(ts|js|mjs):\d+|node_modules|webpack|turbopack/);
  return problem;
}

/** The paths of a problem's bad fields, sorted. */
export function fieldsOf(problem: Problem): string[] {
  return (problem.errors ?? []).map(({ path }) => path).sort();
}

/** A path segment that carries any name. */
export function tilde(name: string): string {
  return `~${Buffer.from(name, "utf8").toString("base64url")}`;
}

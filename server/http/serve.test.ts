import { pino } from "pino";
import { beforeEach, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { endpoint } from "../../lib/api/endpoint.ts";
import { ApiError, type Problem } from "../../lib/api/error.ts";
import { uint63 } from "../../lib/api/int64.ts";
import { produceMessages } from "../../lib/api/messages.ts";
import { createTopic, deleteTopic, getTopic, listTopics, truncateTopic } from "../../lib/api/topics.ts";
import { installRuntime, type Runtime } from "../runtime.ts";
import { download, encoded, events, withStatus } from "./reply.ts";
import { routes, unknownEndpoint } from "./routes.ts";
import { type Route, serve } from "./serve.ts";
import { createStreamSet } from "./stream-set.ts";

const logged: Record<string, unknown>[] = [];
let marked = 0;

beforeEach(() => {
  logged.length = 0;
  marked = 0;
  const cluster = (name: string, readOnly: boolean) => ({ name, readOnly, markStale: () => marked++ });
  const clusters = new Map([cluster("local", false), cluster("frozen", true)].map((one) => [one.name, one]));
  installRuntime({
    config: {},
    clusters: { get: (name: string) => clusters.get(name) },
    streams: createStreamSet(),
    log: pino({ level: "trace" }, { write: (line: string) => logged.push(JSON.parse(line)) }),
    version: "1.2.3",
    startedAt: 0,
  } as unknown as Runtime);
});

type Ask = {
  params?: Record<string, string>;
  search?: string;
  method?: string;
  body?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

function ask(
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

async function problem(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const document = (await response.json()) as Problem;
  expect(document).toMatchObject({ status: response.status, type: `urn:klar:problem:${document.code}` });
  return document;
}
const paths = (document: Problem) => (document.errors ?? []).map(({ path }) => path).sort();

const count = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/count/{thing}",
  access: { topic: "view" },
  summary: "A count",
  query: z.strictObject({ limit: z.optional(z.string().check(z.regex(/^\d+$/, "must be a number"))) }),
  reply: z.object({ name: z.string(), count: uint63 }),
});

describe("what a handler is given", () => {
  it("has names as they were meant, a parsed query, and the cluster", async () => {
    const route = serve(count, ({ cluster, params, query }) => ({
      name: `${cluster.name}/${params.thing}/${query.limit}`,
      count: 1n,
    }));
    const response = await ask(route, { params: { cluster: "local", thing: "~Li4" }, search: "?limit=5" });
    expect(await response.json()).toEqual({ name: "local/../5", count: "1" });
  });

  it("has a body in output form", async () => {
    const route = serve(truncateTopic, ({ body }) => ({
      partitions: [
        {
          partition: 0,
          earliestBefore: null,
          earliest:
            typeof body.before === "object" && "offsets" in body.before ? (body.before.offsets["0"] ?? null) : null,
          error: null,
        },
      ],
    }));
    const response = await ask(route, { body: '{"before": {"offsets": {"0": "9007199254740993"}}}' });
    expect(await response.json()).toMatchObject({ partitions: [{ earliest: "9007199254740993" }] });
  });
});

describe("a reply", () => {
  it("is encoded by the contract: exact integers, unknown fields dropped", async () => {
    const response = await ask(serve(count, () => ({ name: "a", count: 9223372036854775807n, secret: "x" })));
    expect(await response.text()).toBe('{"name":"a","count":"9223372036854775807"}');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/json",
      "cache-control": "no-store",
      vary: "Accept",
      "x-content-type-options": "nosniff",
    });
  });

  it("has no body where HEAD asks", async () => {
    const response = await ask(
      serve(count, () => ({ name: "a", count: 1n })),
      { method: "HEAD" },
    );
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  it("is 204 without a reply schema, 201 where the contract says, 200 for its dry run", async () => {
    const made = { name: "a", topicId: null, partitionCount: 1, replicationFactor: 1, configs: [] };
    expect(
      (
        await ask(
          serve(deleteTopic, async () => {}),
          { method: "DELETE" },
        )
      ).status,
    ).toBe(204);
    expect(
      (
        await ask(
          serve(createTopic, () => made),
          { body: '{"name":"a"}' },
        )
      ).status,
    ).toBe(201);
    expect(
      (
        await ask(
          serve(createTopic, () => made),
          { body: '{"name":"a","dryRun":true}' },
        )
      ).status,
    ).toBe(200);
  });

  it("may be text encoded before, or carry a status of its own", async () => {
    expect(await (await ask(serve(count, () => encoded('{"a":1}')))).text()).toBe('{"a":1}');
    const failed = { results: [], acknowledged: false };
    const response = await ask(
      serve(produceMessages, () => withStatus(failed, 502)),
      { body: '{"records":[{}]}' },
    );
    expect([response.status, await response.json()]).toEqual([502, failed]);
  });

  it("may be a download that no browser renders", async () => {
    const raw = endpoint({ method: "GET", path: "/api/raw", access: "anyone", summary: "", download: true });
    const bytes = new Uint8Array([0, 255, 10]);
    const response = await ask(
      serve(raw, () => download({ bytes, fileName: 'ü"\r\n.bin', contentType: "application/octet-stream" })),
    );
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    expect(response.headers.get("content-disposition")).toBe(
      "attachment; filename=\"____.bin\"; filename*=UTF-8''%C3%BC%22%0D%0A.bin",
    );
  });
});

describe("a request that is not right", () => {
  const never: () => never = () => {
    throw new Error("must not run");
  };

  it.each([
    ["?colour=red&page=0&perPage=none&sort=x", ["query.colour", "query.page", "query.perPage", "query.sort"]],
    ["?page=1&page=2", ["query.page"]],
    ["?search=%ff", ["query.search"]],
    ["?search=%zz&page=x", ["query.page", "query.search"]],
    ["?__proto__=1&constructor=2", ["query.__proto__", "query.constructor"]],
    ["?=1", ['query[""]']],
  ])("names every bad field of %s", async (search, expected) => {
    const document = await problem(await ask(serve(listTopics, never), { search }));
    expect(document).toMatchObject({ code: "invalid-request", status: 400 });
    expect(paths(document)).toEqual(expected);
  });

  it.each([
    ["{", ["body"]],
    ["", ["body"]],
    ["[]", ["body"]],
    ["null", ["body"]],
    ["{}", ["body.records"]],
    ['{"records":[]}', ["body.records"]],
    ['{"records":[{},{"key":5}],"acks":2,"x":1}', ["body.acks", "body.records[1].key", "body.x"]],
    ['{"records":[{"key":{"format":"json"}}]}', ["body.records[0].key.text"]],
    ['{"records":[{"key":{"encoding":"base64","text":"?"}}]}', ["body.records[0].key.text"]],
    ['{"records":[{"partition":1.5,"timestamp":-1}]}', ["body.records[0].partition", "body.records[0].timestamp"]],
    ['{"records":[{"headers":[{"value":null}]}]}', ["body.records[0].headers[0].name"]],
    ['{"records":[{"__proto__":{}}]}', ["body.records[0].__proto__"]],
  ])("names every bad field of %s", async (body, expected) => {
    const document = await problem(await ask(serve(produceMessages, never), { body }));
    expect(document).toMatchObject({ code: "invalid-request", status: 400 });
    expect(paths(document)).toEqual(expected);
  });

  it("puts names that are no words in brackets and says what is wrong with them", async () => {
    const document = await problem(
      await ask(serve(createTopic, never), {
        body: '{"name":"a","configs":{"retention.ms":5},"assignments":{"x":[1]}}',
      }),
    );
    expect(paths(document)).toEqual(["body.assignments.x", 'body.configs["retention.ms"]'].sort());
    expect(document.errors).toContainEqual({ path: 'body.configs["retention.ms"]', message: "must be text" });
  });

  it("is told about query and body at once", async () => {
    const document = await problem(
      await ask(serve(createTopic, never), { search: "?dryRun=true", body: '{"name":5}' }),
    );
    expect(paths(document)).toEqual(["body.name", "query.dryRun"]);
  });

  it("lists a bounded number of bad records and counts the rest", async () => {
    const body = JSON.stringify({ records: Array.from({ length: 3000 }, () => ({ key: 1 })) });
    const document = await problem(await ask(serve(produceMessages, never), { body }));
    expect(document.errors).toHaveLength(1001);
    expect(document.errors?.at(-1)).toEqual({ path: "body", message: "has 2000 more bad fields" });
  });

  it.each([
    [{}],
    [{ "content-type": "text/plain" }],
    [{ "content-type": "application/json; charset=latin1" }],
    [{ "content-type": "application/x-www-form-urlencoded" }],
    [{ "content-type": "application/json", "content-encoding": "gzip" }],
  ])("415 for a body with %j", async (headers) => {
    const body = new TextEncoder().encode('{"name":"a"}');
    const document = await problem(
      await ask(serve(createTopic, never), { body, headers: headers as Record<string, string> }),
    );
    expect(document.code).toBe("media-type");
  });

  it("400 for bytes that are no UTF-8", async () => {
    const document = await problem(await ask(serve(createTopic, never), { body: new Uint8Array([123, 255, 125]) }));
    expect(document.errors).toEqual([{ path: "body", message: "must be JSON in UTF-8" }]);
  });

  it("413 while reading, without holding what comes after", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent++;
        controller.enqueue(new Uint8Array(256 * 1024).fill(32));
      },
    });
    const document = await problem(await ask(serve(createTopic, never), { body: endless }));
    expect(document.code).toBe("too-large");
    expect(sent).toBeLessThan(10);
  });

  it("413 at once where the length is announced", async () => {
    const headers = { "content-type": "application/json", "content-length": "2000000" };
    expect((await problem(await ask(serve(createTopic, never), { body: "{}", headers }))).code).toBe("too-large");
  });

  it("is refused a body where none is taken, so that no dry run is lost", async () => {
    const document = await problem(await ask(serve(deleteTopic, never), { method: "DELETE", body: '{"dryRun":true}' }));
    expect(paths(document)).toEqual(["body"]);
  });

  it.each(["nobody", "", "LOCAL", "__proto__"])("404 for the cluster %j", async (cluster) => {
    expect((await problem(await ask(serve(getTopic, never), { params: { cluster, topic: "a" } }))).code).toBe(
      "no-such-cluster",
    );
  });

  it("403 on a read-only cluster for everything that changes something, and only that", async () => {
    const params = { cluster: "frozen" };
    const refused = await problem(await ask(serve(createTopic, never), { params, body: '{"name":"a"}' }));
    expect(refused).toMatchObject({ code: "forbidden", hint: expect.stringContaining("readOnly") });
    expect((await problem(await ask(serve(deleteTopic, never), { params, method: "DELETE" }))).code).toBe("forbidden");
    expect(
      (
        await ask(
          serve(count, () => ({ name: "a", count: 1n })),
          { params },
        )
      ).status,
    ).toBe(200);
  });
});

describe("the Accept header", () => {
  const both = endpoint({
    method: "GET",
    path: "/api/both",
    access: "anyone",
    summary: "",
    reply: z.object({ accept: z.string() }),
    events: { done: z.object({ reason: z.string() }) },
    ndjson: true,
  });
  const route = serve(both, ({ accept }) => {
    if (accept === "json") return { accept };
    return events(
      (async function* () {
        yield { event: "done", data: { reason: accept } };
      })(),
    );
  });

  it.each([
    [undefined, "application/json"],
    ["*/*", "application/json"],
    ["text/event-stream", "text/event-stream; charset=utf-8"],
    ["application/x-ndjson, application/json;q=0.5", "application/x-ndjson; charset=utf-8"],
    ["text/*;q=0.9, application/json;q=0.1", "text/event-stream; charset=utf-8"],
    ["text/html, */*;q=0.1", "application/json"],
    ["application/json;q=0, */*", "text/event-stream; charset=utf-8"],
  ])("%s chooses %s", async (accept, type) => {
    const response = await ask(route, accept === undefined ? {} : { headers: { accept } });
    expect([response.headers.get("content-type"), response.headers.get("vary")]).toEqual([type, "Accept"]);
    await response.body?.cancel();
  });

  it.each(["text/html", "application/xml, image/*", "*/*;q=0"])("406 for %s", async (accept) => {
    const document = await problem(await ask(route, { headers: { accept } }));
    expect(document).toMatchObject({ code: "not-acceptable", hint: expect.stringContaining("text/event-stream") });
  });
});

describe("a failure", () => {
  it("of Kafka goes out with its status, words and whatever it carries", async () => {
    const route = serve(count, () => {
      throw new ApiError("group-active", "It has members.", { extra: { members: [{ lag: 5n }] }, hint: "Stop them." });
    });
    const document = await problem(await ask(route));
    expect(document).toMatchObject({
      status: 409,
      detail: "It has members.",
      hint: "Stop them.",
      members: [{ lag: "5" }],
    });
  });

  it("nobody expected is 500 without its text, and the log has it under the reference", async () => {
    const route = serve(count, () => {
      throw new TypeError("password is hunter2");
    });
    const document = await problem(await ask(route));
    expect(document.code).toBe("internal");
    expect(JSON.stringify(document)).not.toMatch(/hunter2|TypeError|\.ts:/);
    expect(logged).toMatchObject([
      { level: 50, reference: document.reference, call: "GET /api/clusters/{cluster}/count/{thing}" },
    ]);
  });

  it("of our own to keep the contract is told as ours", async () => {
    const route = serve(count, () => ({ name: "a", count: -1n }));
    expect((await problem(await ask(route))).code).toBe("internal");
  });

  it("too many carries Retry-After", async () => {
    const route = serve(count, () => {
      throw new ApiError("too-many", "Not now.", { extra: { retryAfter: 3 } });
    });
    const response = await ask(route);
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "3"]);
    expect(await problem(response)).not.toHaveProperty("retryAfter");
  });

  it("504 when the deadline passes, the handler is told to stop, and a mutation's outcome is unknown", async () => {
    let stopped: unknown;
    const hang = ({ signal }: { signal: AbortSignal }) =>
      new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => {
          stopped = signal.reason;
          reject(signal.reason);
        });
      });
    expect(await problem(await ask(serve(count, hang, { deadlineMs: 5 })))).not.toHaveProperty("outcome");
    expect(stopped).toBeInstanceOf(ApiError);
    const document = await problem(await ask(serve(createTopic, hang, { deadlineMs: 5 }), { body: '{"name":"a"}' }));
    expect(document).toMatchObject({ status: 504, code: "deadline", outcome: "unknown" });
  });

  it("by the client going away stops the handler and is no error of ours", async () => {
    const client = new AbortController();
    const route = serve(count, ({ signal }) => {
      client.abort();
      signal.throwIfAborted();
      throw new Error("went on");
    });
    expect((await ask(route, { signal: client.signal })).status).toBe(499);
    expect(logged).toEqual([]);
  });
});

describe("read your writes", () => {
  const made = { name: "a", topicId: null, partitionCount: 1, replicationFactor: 1, configs: [] };
  it("marks the cluster stale after a mutation, also one that failed, not after a dry run or a read", async () => {
    await ask(serve(count, () => ({ name: "a", count: 1n })));
    await ask(
      serve(createTopic, () => made),
      { body: '{"name":"a","dryRun":true}' },
    );
    expect(marked).toBe(0);
    await ask(
      serve(createTopic, () => made),
      { body: '{"name":"a"}' },
    );
    expect(marked).toBe(1);
    const failing = serve(deleteTopic, () => Promise.reject(new ApiError("deadline", "Late.")));
    await ask(failing, { method: "DELETE" });
    expect(marked).toBe(2);
  });
});

describe("other verbs", () => {
  const served = routes({ GET: serve(count, () => ({ name: "a", count: 1n })) });
  it("405 with what is served", async () => {
    const response = await ask(served.DELETE, { method: "DELETE" });
    expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    expect((await problem(response)).code).toBe("method");
  });
  it("OPTIONS tells them", async () => {
    const response = await ask(served.OPTIONS, { method: "OPTIONS" });
    expect([response.status, response.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
  });
  it.each(["GET", "POST", "DELETE", "OPTIONS"] as const)("an unknown path is a problem for %s", async (verb) => {
    expect((await problem(await ask(unknownEndpoint()[verb], { method: verb }))).code).toBe("no-such-endpoint");
  });
});

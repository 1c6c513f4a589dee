import { beforeEach, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { endpoint } from "../../lib/api/endpoint.ts";
import { ApiError } from "../../lib/api/error.ts";
import { produceMessages } from "../../lib/api/produce.ts";
import { createTopic, deleteTopic, truncateTopic } from "../../lib/api/topics.ts";
import { download, downloadStream, encoded, events, withStatus } from "./reply.ts";
import { routes, unknownEndpoint } from "./routes.ts";
import { ask, count, freshRuntime, problem } from "./serve.fixtures.ts";
import { serve } from "./serve.ts";

let seen: ReturnType<typeof freshRuntime>;
beforeEach(() => {
  seen = freshRuntime();
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

  it("has no names where the path has none, which Next tells by no params at all", async () => {
    const plain = endpoint({
      method: "GET",
      path: "/api/plain",
      access: "anyone",
      summary: "",
      reply: z.object({ names: z.number() }),
    });
    const route = serve(plain, ({ params }) => ({ names: Object.keys(params).length }));
    const response = await route(new Request("http://localhost/api/plain"), { params: Promise.resolve(undefined) });
    expect(await response.json()).toEqual({ names: 0 });
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

  it("may be a file that is made while it is read, which nobody on the way is to compress", async () => {
    const file = endpoint({ method: "GET", path: "/api/file", access: "anyone", summary: "", download: true });
    const chunks = async function* () {
      yield Buffer.from("a,b\r\n");
      yield Buffer.from("1,2\r\n");
    };
    const route = serve(file, () =>
      downloadStream({ chunks: chunks(), fileName: "a.csv", contentType: "text/csv; charset=utf-8" }),
    );
    const response = await ask(route);
    expect(await response.text()).toBe("a,b\r\n1,2\r\n");
    expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
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
    expect(seen.logged).toMatchObject([
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
    expect(seen.logged).toEqual([]);
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
    expect(seen.marked).toBe(0);
    await ask(
      serve(createTopic, () => made),
      { body: '{"name":"a"}' },
    );
    expect(seen.marked).toBe(1);
    const failing = serve(deleteTopic, () => Promise.reject(new ApiError("deadline", "Late.")));
    await ask(failing, { method: "DELETE" });
    expect(seen.marked).toBe(2);
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

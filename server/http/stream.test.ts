import { describe, expect, it, vi } from "vitest";
import { ApiError } from "../../lib/api/error.ts";
import { listMessages, tailMessages } from "../../lib/api/messages.ts";
import { apiErrorOf } from "./problem.ts";
import type { StreamEvent } from "./reply.ts";
import { frame, streamResponse } from "./stream.ts";
import { createStreamSet } from "./stream-set.ts";

const status = (n: number): StreamEvent => ({
  event: "status",
  id: `at-${n}`,
  data: { perSecond: n, delivered: 9007199254740993n, filtered: 0n, skipped: 0n, behindMs: null, problems: [] },
});

function parts(source: AsyncIterable<StreamEvent>, form: "sse" | "ndjson" = "sse") {
  const abort = new AbortController();
  const contract = form === "ndjson" ? listMessages : tailMessages;
  const errorOf = (thrown: unknown) => apiErrorOf(thrown, "ref");
  return { contract, form, source, abort, streams: createStreamSet(), errorOf };
}

type Event = { event: string; id?: string; data: unknown };
function parsed(text: string): Event[] {
  const blocks = text.split("\n\n").filter((block) => block.startsWith("event:"));
  return blocks.map((block) => {
    const lines = block
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]);
    const fields = Object.fromEntries(lines) as Record<string, string>;
    return { ...fields, data: JSON.parse(fields.data ?? "") } as Event;
  });
}

/** A source that says how often it was asked and whether it was ended. */
function endless(pad = 0) {
  const seen = { pulls: 0, returned: false };
  const source = (async function* () {
    try {
      for (;;) {
        seen.pulls++;
        yield { ...status(seen.pulls), id: `${seen.pulls}${"x".repeat(pad)}` };
      }
    } finally {
      seen.returned = true;
    }
  })();
  return { source, seen };
}

/** Waits for its signal and yields nothing. */
async function* silent(signal: AbortSignal): AsyncGenerator<StreamEvent> {
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
}

describe("server-sent events", () => {
  it("are named, numbered, exact, and end with the done of their source", async () => {
    const response = await streamResponse(
      parts(
        (async function* () {
          yield status(1);
          yield { event: "done", data: { reason: "cancelled" } };
          throw new Error("is not asked for more");
        })(),
      ),
    );
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
      vary: "Accept",
    });
    const text = await response.text();
    expect(text.startsWith("retry: 2000\n\n")).toBe(true);
    expect(parsed(text)).toEqual([
      { event: "status", id: "at-1", data: expect.objectContaining({ perSecond: 1, delivered: "9007199254740993" }) },
      { event: "done", data: { reason: "cancelled" } },
    ]);
  });

  it("go out as they are where they already have the wire's form, unless that could forge another", async () => {
    const given = async function* (json: string): AsyncGenerator<StreamEvent> {
      yield { event: "messages", id: "1", json };
    };
    const text = await (await streamResponse(parts(given('{"items":[]}')))).text();
    expect(text).toContain('event: messages\nid: 1\ndata: {"items":[]}\n\n');
    for (const json of ["{}\n\nevent: status", "{}\rid: 7"]) {
      const forged = parsed(await (await streamResponse(parts(given(json)))).text());
      expect(forged.map(({ event }) => event)).toEqual(["problem", "done"]);
    }
  });

  it("say done even when the source forgets to", async () => {
    const response = await streamResponse(parts((async function* () {})()));
    expect(parsed(await response.text())).toEqual([{ event: "done", data: { reason: "end" } }]);
  });

  it.each(["a\nb", "a\rb", "a\0b"])("refuse the id %j, which could forge an event", async (id) => {
    expect(() => frame("sse", { event: "x", json: "1", id })).toThrow();
    expect(() => frame("sse", { event: id, json: "1" })).toThrow();
  });

  it("keep a quiet connection alive, unless the reader is behind", async () => {
    vi.useFakeTimers();
    try {
      const quiet = parts({ [Symbol.asyncIterator]: () => silent(quiet.abort.signal) });
      const opening = streamResponse(quiet);
      await vi.advanceTimersByTimeAsync(300);
      const reader = ((await opening).body as ReadableStream<Uint8Array>).getReader();
      await reader.read();
      await vi.advanceTimersByTimeAsync(15_000);
      expect(new TextDecoder().decode((await reader.read()).value)).toBe(": hb\n\n");
      await reader.cancel();

      const behind = endless(100_000);
      const response = await streamResponse(parts(behind.source));
      await vi.advanceTimersByTimeAsync(60_000);
      expect(behind.seen.pulls).toBe(1);
      quiet.abort.abort();
      const text = new TextDecoder();
      const slow = (response.body as ReadableStream<Uint8Array>).getReader();
      const first = [await slow.read(), await slow.read()].map(({ value }) => text.decode(value)).join("");
      expect(first).not.toContain(": hb");
      await slow.cancel();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("NDJSON", () => {
  it("is one event a line", async () => {
    const problem = { target: "x", code: "kafka", message: "a\nb", fatal: false };
    const response = await streamResponse(
      parts(
        (async function* () {
          yield { event: "problem", data: problem } as StreamEvent;
        })(),
        "ndjson",
      ),
    );
    const lines = (await response.text())
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Event);
    expect(lines).toEqual([
      { event: "problem", data: problem },
      {
        event: "done",
        data: expect.objectContaining({ reason: "end", scanned: "0", cursor: { next: null, previous: null } }),
      },
    ]);
  });
});

describe("a source that fails", () => {
  it("before its first event is a problem with a status, not a stream", async () => {
    const failing = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new ApiError("no-such-topic", "Gone.")) }),
    };
    await expect(streamResponse(parts(failing))).rejects.toMatchObject({ code: "no-such-topic" });
  });

  it("later tells a fatal problem, then done with failed and how far it came", async () => {
    const response = await streamResponse(
      parts(
        (async function* (): AsyncGenerator<StreamEvent> {
          yield {
            event: "progress",
            data: { scanned: 70n, bytes: 9n, matched: 2, elapsedMs: 5, filterErrors: 0, positions: { "0": 7n } },
          };
          throw new TypeError("hunter2");
        })(),
        "ndjson",
      ),
    );
    const text = await response.text();
    const [, problem, done] = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Event);
    expect(problem).toMatchObject({ event: "problem", data: { code: "internal", fatal: true } });
    expect(done).toMatchObject({ event: "done", data: { reason: "failed", scanned: "70", matched: 2 } });
    expect(text).not.toContain("hunter2");
  });
});

describe("a reader", () => {
  it("who does not read is not read for", async () => {
    const { source, seen } = endless(30_000);
    const response = await streamResponse(parts(source));
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await vi.waitUntil(() => seen.pulls >= 3);
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    expect(seen.pulls).toBeLessThan(5);
    for (let read = 0; read < 10; read++) await reader.read();
    await vi.waitUntil(() => seen.pulls >= 10);
    await reader.cancel();
    expect(seen.returned).toBe(true);
  });

  it("who leaves ends the source and is forgotten", async () => {
    const { source, seen } = endless(70_000);
    const opened = parts(source);
    const response = await streamResponse(opened);
    expect(opened.streams.size).toBe(1);
    opened.abort.abort();
    await vi.waitUntil(() => seen.returned);
    expect(opened.streams.size).toBe(0);
    await response.body?.cancel();
  });
});

describe("the end of the process", () => {
  it("lets a source say its own goodbye", async () => {
    const opened = parts({
      async *[Symbol.asyncIterator]() {
        yield status(1);
        const { signal } = opened.abort;
        if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
        yield { ...status(2), event: "status" };
        yield { event: "done", data: { reason: opened.abort.signal.reason } };
      },
    });
    const response = await streamResponse(opened);
    opened.streams.close();
    expect(
      parsed(await response.text()).map(({ event, data }) => [event, (data as { reason?: string }).reason]),
    ).toEqual([
      ["status", undefined],
      ["status", undefined],
      ["done", "shutdown"],
    ]);
  });

  it("ends a source that hangs, with done and shutdown last", async () => {
    const hanging = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) };
    const opened = parts(hanging);
    const response = await streamResponse(opened);
    opened.streams.close();
    expect(parsed(await response.text())).toEqual([{ event: "done", data: { reason: "shutdown" } }]);
    expect(opened.streams.size).toBe(0);
  });

  it("does not wait for a reader that is behind", async () => {
    const { source, seen } = endless(200_000);
    const opened = parts(source);
    const response = await streamResponse(opened);
    await vi.waitUntil(() => seen.pulls >= 1);
    opened.streams.close();
    await vi.waitUntil(() => seen.returned);
    expect(parsed(await response.text()).at(-1)).toEqual({ event: "done", data: { reason: "shutdown" } });
  });

  it("closes at once what opens while it ends", async () => {
    const opened = parts(endless(50_000).source);
    opened.streams.close();
    const response = await streamResponse(opened);
    expect(parsed(await response.text()).at(-1)).toEqual({ event: "done", data: { reason: "shutdown" } });
  });
});

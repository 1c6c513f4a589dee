import * as z from "zod/mini";
import type { ApiError } from "../../lib/api/error.ts";
import { apiHeaders } from "./problem.ts";
import type { StreamEvent } from "./reply.ts";
import type { AnyEndpoint } from "./serve.ts";
import type { StreamSet } from "./stream-set.ts";

/** Bytes that wait for a reader before its source is no longer pulled. */
const aheadBytes = 64 * 1024;
const heartbeatMs = 15_000;
const retryMs = 2_000;
/** How long the first event may keep the status line back, so that a stream which cannot begin answers with a problem and its status. */
const primeMs = 250;
/** How long a source may take to say its own `done` when the process ends. */
const farewellMs = 100;

export type StreamParts = {
  contract: AnyEndpoint;
  form: "sse" | "ndjson";
  source: AsyncIterable<StreamEvent>;
  streams: StreamSet;
  /** aborted here when the reader leaves, the stream ends or the process does (reason "shutdown"): what the source listens to */
  abort: AbortController;
  /** turns what the source threw into the error that is told, and logs what nobody expected */
  errorOf: (thrown: unknown) => ApiError;
};

const encoder = new TextEncoder();

/**
 * A stream of named events. The source is pulled while the reader has room and not otherwise; it is returned on cancel, on the
 * client's abort and on shutdown. Exactly one `done` ends it where the contract has one. Throws what the source throws before its first event.
 */
export async function streamResponse(parts: StreamParts): Promise<Response> {
  const iterator = parts.source[Symbol.asyncIterator]();
  const first = iterator.next();
  // handled by whoever awaits it first; a rejection after the race below still reaches `pull`
  first.catch(() => {});
  await Promise.race([first, elapsed(primeMs)]);
  return new Response(body(parts, iterator, first), { headers: streamHeaders(parts.form) });
}

export function streamHeaders(form: "sse" | "ndjson"): Record<string, string> {
  return {
    ...apiHeaders,
    "content-type": form === "sse" ? "text/event-stream; charset=utf-8" : "application/x-ndjson; charset=utf-8",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
  };
}

function elapsed(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

function body(
  parts: StreamParts,
  iterator: AsyncIterator<StreamEvent>,
  first: Promise<IteratorResult<StreamEvent>>,
): ReadableStream<Uint8Array> {
  const { contract, form, abort } = parts;
  const last = lastWords(contract);
  let next: Promise<IteratorResult<StreamEvent>> | null = first;
  let ended = false;
  let shuttingDown = false;
  let farewellAt = Number.POSITIVE_INFINITY;
  let heartbeat: NodeJS.Timeout | undefined;
  let leave = () => {};

  const end = (controller: ReadableStreamDefaultController<Uint8Array> | null) => {
    if (ended) return;
    ended = true;
    clearInterval(heartbeat);
    leave();
    controller?.close();
    abort.abort();
    // not awaited: a source that hangs in `next` must not keep the stream open
    Promise.resolve(iterator.return?.()).catch(parts.errorOf);
  };

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const write = (text: string) => controller.enqueue(encoder.encode(text));
        if (form === "sse") {
          write(`retry: ${retryMs}\n\n`);
          heartbeat = setInterval(() => {
            if (!ended && (controller.desiredSize ?? 0) > 0) write(": hb\n\n");
          }, heartbeatMs);
          heartbeat.unref();
        }
        leave = parts.streams.add(() => {
          if (ended) return;
          shuttingDown = true;
          farewellAt = Date.now() + farewellMs;
          abort.abort("shutdown");
          // a reader that is behind is not waited for: its last event stands in the queue and the stream is closed
          elapsed((controller.desiredSize ?? 0) > 0 ? farewellMs : 0).then(() => {
            if (ended) return;
            write(last.done(form, "shutdown"));
            end(controller);
          });
        });
        abort.signal.addEventListener("abort", () => {
          if (!shuttingDown) end(controller);
        });
        if (abort.signal.aborted && !shuttingDown) end(controller);
      },
      async pull(controller) {
        const write = (text: string) => {
          if (!ended) controller.enqueue(encoder.encode(text));
        };
        try {
          const step = await (next ?? iterator.next());
          next = null;
          if (ended) return;
          // a source that always has more would keep the timer above from ever firing
          if (step.done || Date.now() > farewellAt) {
            write(last.done(form, shuttingDown ? "shutdown" : "end"));
            end(controller);
            return;
          }
          write(frame(form, encodeEvent(contract, step.value)));
          last.heard(step.value);
          if (step.value.event === "done") end(controller);
        } catch (thrown) {
          if (ended) return;
          // what a source throws when it is told to stop is no failure
          const error = shuttingDown || abort.signal.aborted ? null : parts.errorOf(thrown);
          if (error) write(last.problem(form, error));
          write(last.done(form, error ? "failed" : shuttingDown ? "shutdown" : "cancelled"));
          end(controller);
        }
      },
      cancel() {
        end(null);
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: aheadBytes }),
  );
}

type Encoded = { event: string; json: string; id?: string | undefined };

/** By the contract's schema of that event. An event the contract does not name, or data that could forge one, is a bug of ours and throws. */
function encodeEvent(contract: AnyEndpoint, given: StreamEvent): Encoded {
  const { event, id } = given;
  const schema = contract.events?.[event];
  if (!schema) throw new Error(`${contract.path} has no event ${event}`);
  if (!("json" in given)) return { event, json: JSON.stringify(z.encode(schema, given.data)), id };
  if (given.json.includes("\n") || given.json.includes("\r")) throw new Error(`A line break in the data of ${event}`);
  return { event, json: given.json, id };
}

/** One event as text. Line breaks in a name or id would let data forge events, so they throw. */
export function frame(form: "sse" | "ndjson", { event, json, id }: Encoded): string {
  for (const field of [event, id ?? ""]) {
    if (/[\r\n\0]/.test(field)) throw new Error("A line break in an event's name or id");
  }
  if (form === "ndjson") {
    return `{"event":${JSON.stringify(event)}${id === undefined ? "" : `,"id":${JSON.stringify(id)}`},"data":${json}}\n`;
  }
  return `event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${json}\n\n`;
}

/** The events a stream ends with when its source cannot: what was read so far is told from the last progress. */
function lastWords(contract: AnyEndpoint) {
  const startedAt = Date.now();
  let progress: Record<string, unknown> = {};
  let saidDone = false;
  const encode = (form: "sse" | "ndjson", event: string, data: Record<string, unknown>) => {
    const schema = contract.events?.[event];
    if (!schema) return "";
    const encoded = z.safeEncode(schema, data);
    return frame(form, { event, json: JSON.stringify(encoded.success ? encoded.data : { reason: data.reason }) });
  };
  return {
    heard(given: StreamEvent) {
      const data = "data" in given ? given.data : null;
      if (given.event === "progress" && typeof data === "object" && data !== null) progress = { ...data };
      if (given.event === "done") saidDone = true;
    },
    done(form: "sse" | "ndjson", reason: "end" | "failed" | "shutdown" | "cancelled"): string {
      if (saidDone) return "";
      saidDone = true;
      return encode(form, "done", {
        scanned: 0n,
        bytes: 0n,
        matched: 0,
        elapsedMs: Date.now() - startedAt,
        filterErrors: 0,
        firstFilterError: null,
        cursor: { next: null, previous: null },
        ...progress,
        reason,
      });
    },
    problem(form: "sse" | "ndjson", error: ApiError): string {
      return encode(form, "problem", {
        target: error.kafka?.target ?? "stream",
        code: error.code,
        message: error.message,
        hint: error.hint,
        fatal: true,
      });
    },
  };
}

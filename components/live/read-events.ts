import * as z from "zod/mini";
import { errorOf } from "@/lib/api/call";
import { ApiError } from "@/lib/api/error";
import { EventText, LineText } from "./event-text";

type Schemas = Record<string, z.ZodMiniType>;

/** An event by the contract's schemas, decoded (int64 is bigint). */
export type StreamEvent<S extends Schemas> = {
  [Name in keyof S & string]: { event: Name; data: z.output<S[Name]>; id: string | undefined };
}[keyof S & string];

export type ReadOptions = {
  signal: AbortSignal;
  form: "ndjson" | "sse";
  /** goes on after this event */
  lastEventId?: string | undefined;
};

/**
 * One GET as a stream of decoded events. Not an EventSource: a refusal keeps its problem document, and a stream that is opened
 * anew can say from which id it goes on. Events the schemas do not name are passed over.
 *
 * @throws ApiError; the abort reason when the signal aborts
 */
export async function* readEvents<S extends Schemas>(
  url: string,
  schemas: S,
  { signal, form, lastEventId }: ReadOptions,
): AsyncGenerator<StreamEvent<S>, void, undefined> {
  const body = await open(url, signal, {
    accept: form === "sse" ? "text/event-stream" : "application/x-ndjson",
    ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
  });
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const parse = form === "sse" ? sseParser() : ndjsonParser();
  try {
    for (;;) {
      const { value, done } = await readChunk(reader, signal);
      if (done) return;
      for (const { event, data, id } of parse(value)) {
        const schema = schemas[event];
        if (schema) yield { event, id, data: z.decode(schema, data as never) } as StreamEvent<S>;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function open(url: string, signal: AbortSignal, headers: Record<string, string>) {
  let response: Response;
  try {
    response = await fetch(url, { signal, headers, cache: "no-store" });
  } catch (cause) {
    throw signal.aborted ? cause : gone("The console itself does not answer.", cause);
  }
  if (!response.ok) throw await errorOf(response);
  if (!response.body) throw gone("The console answered without a body.", undefined);
  return response.body;
}

async function readChunk(reader: ReadableStreamDefaultReader<string>, signal: AbortSignal) {
  try {
    return await reader.read();
  } catch (cause) {
    throw signal.aborted ? cause : gone("The connection to the console broke off.", cause);
  }
}

function gone(message: string, cause: unknown): ApiError {
  return new ApiError("unreachable", message, { hint: "Is it still running?", cause });
}

type Parse = (text: string) => { event: string; data: unknown; id: string | undefined }[];

function sseParser(): Parse {
  const text = new EventText();
  return (chunk) => text.push(chunk).map((one) => ({ ...one, data: JSON.parse(one.data) as unknown }));
}

function ndjsonParser(): Parse {
  const text = new LineText();
  return (chunk) => text.push(chunk);
}

import * as z from "zod/mini";
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from "../../lib/api/endpoint.ts";
import { ApiError, type FieldError } from "../../lib/api/error.ts";
import { permit } from "../access/permit.ts";
import { type Runtime, runtime } from "../runtime.ts";
import { attachment, attachmentStream } from "./attachment.ts";
import type { Parsed } from "./body.ts";
import { type Accept, negotiate } from "./negotiate.ts";
import { apiErrorOf, apiHeaders, problemResponse } from "./problem.ts";
import { type Download, type DownloadStream, type Served, type StreamEvent, servedKind } from "./reply.ts";
import { forgetBody, invalid, namesOf, parseBody, parseQuery, rawQuery } from "./request-parts.ts";
import { streamHeaders, streamResponse } from "./stream.ts";

export type AnyEndpoint = Endpoint<string, z.ZodMiniType, z.ZodMiniType, z.ZodMiniType>;
type Cluster = NonNullable<ReturnType<Runtime["clusters"]["get"]>>;

/** What a handler is given. `cluster` is there where the path names one. */
export type Context<E extends AnyEndpoint> = {
  /** decoded names of the path's other parameters */
  params: Omit<ParamsOf<E>, "cluster">;
  query: QueryOf<E>;
  body: BodyOf<E>;
  /** aborts when the client goes away, when the deadline passes and (reason "shutdown") when the process ends */
  signal: AbortSignal;
  accept: Accept;
  lastEventId: string | null;
  runtime: Runtime;
} & (E["path"] extends `${string}{cluster}${string}` ? { cluster: Cluster } : unknown);

/** A contract without a reply answers 204 whatever its handler resolves with, unless that is `download(…)` or `events(…)`. */
type Answer<E extends AnyEndpoint> = ReplyOf<E> extends undefined ? unknown : ReplyOf<E> | Served;
export type Handler<E extends AnyEndpoint> = (context: Context<E>) => Answer<E> | Promise<Answer<E>>;

/** A Next route handler. */
export type Route = (
  request: Request,
  context: { params: Promise<Record<string, string | string[]> | undefined> },
) => Promise<Response>;

export type ServeOptions = {
  /** ms until 504; null where the handler bounds itself. 15 s unless said */
  deadlineMs?: number | null | undefined;
};

const defaultDeadlineMs = 15_000;
/** More streams than this at once are refused with 429. */
const mostStreams = 1_000;

/** One call: who → parse → permit → run → reply. Nothing a handler throws leaves here but as a problem document. */
export function serve<const E extends AnyEndpoint>(
  contract: E,
  handler: Handler<E>,
  options: ServeOptions = {},
): Route {
  return async (request, { params }) => {
    const current = runtime();
    const abort = new AbortController();
    const leave = () => abort.abort();
    request.signal.addEventListener("abort", leave, { once: true });
    if (request.signal.aborted) leave();
    const errorOf = (thrown: unknown) => told(current, contract, thrown);
    try {
      const accept = negotiate(contract, request.headers.get("accept"));
      const { cluster, names } = addressed(current, contract, namesOf((await params) ?? {}));
      permit(contract.access, cluster);
      const { query, body } = both(parseQuery(contract, rawQuery(request)), await parseBody(contract, request));
      const context = {
        params: names,
        query,
        body,
        signal: abort.signal,
        accept,
        lastEventId: request.headers.get("last-event-id"),
        runtime: current,
        ...(cluster ? { cluster } : {}),
      } as Context<E>;
      const dryRun = (body as { dryRun?: unknown } | undefined)?.dryRun === true;
      let answer: unknown;
      try {
        answer = await withinDeadline(contract, options, abort, () => handler(context));
      } finally {
        // also after a failure: whether the broker did it is not always known
        if (contract.method !== "GET" && !dryRun) cluster?.markStale();
      }
      return await reply({ contract, request, current, abort, accept, dryRun, errorOf }, answer);
    } catch (thrown) {
      // nobody is there to read it
      if (request.signal.aborted) return new Response(null, { status: 499 });
      await forgetBody(request).catch(() => {});
      return problemResponse(errorOf(thrown));
    }
  };
}

function addressed(current: Runtime, contract: AnyEndpoint, all: Record<string, string>) {
  const { cluster: name, ...names } = all;
  if (!contract.path.includes("{cluster}")) return { cluster: null, names: all };
  const cluster = current.clusters.get(name ?? "");
  if (!cluster) {
    throw new ApiError("no-such-cluster", `No cluster is called ${JSON.stringify(name ?? "")} here.`, {
      hint: "GET /api/clusters lists them.",
    });
  }
  return { cluster, names };
}

function both(query: Parsed, body: Parsed): { query: unknown; body: unknown } {
  const errors: FieldError[] = [];
  for (const part of [query, body]) if ("errors" in part) errors.push(...part.errors);
  if ("errors" in query || "errors" in body) throw invalid(errors);
  return { query: query.value, body: body.value };
}

async function withinDeadline(
  contract: AnyEndpoint,
  { deadlineMs = defaultDeadlineMs }: ServeOptions,
  abort: AbortController,
  run: () => unknown,
): Promise<unknown> {
  if (deadlineMs === null) return run();
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const mutates = contract.method !== "GET";
      const error = new ApiError("deadline", `There was no answer within ${deadlineMs / 1000} s.`, {
        ...(mutates ? { outcome: "unknown", hint: "Whether it was done is not known: look before trying again." } : {}),
      });
      reject(error);
      abort.abort(error);
    }, deadlineMs);
  });
  try {
    return await Promise.race([run(), passed]);
  } finally {
    clearTimeout(timer);
  }
}

/** The error that goes out; what nobody expected is logged with the reference its reader gets. */
function told(current: Runtime, contract: AnyEndpoint, thrown: unknown): ApiError {
  const reference = crypto.randomUUID();
  const error = apiErrorOf(thrown, reference);
  const call = `${contract.method} ${contract.path}`;
  if (error.code === "internal") current.log.error({ err: thrown, reference, call }, "a call failed unexpectedly");
  else if (error.status >= 500) current.log.warn({ code: error.code, kafka: error.kafka, call }, error.message);
  return error;
}

type ReplyParts = {
  contract: AnyEndpoint;
  request: Request;
  current: Runtime;
  abort: AbortController;
  accept: Accept;
  dryRun: boolean;
  errorOf: (thrown: unknown) => ApiError;
};

async function reply(parts: ReplyParts, answer: unknown): Promise<Response> {
  const { contract, dryRun, request, current, abort, errorOf } = parts;
  const usual = contract.reply ? (dryRun ? 200 : (contract.status ?? 200)) : 204;
  switch (servedKind(answer)) {
    case "events":
      return stream(parts, (answer as { source: AsyncIterable<StreamEvent> }).source);
    case "download":
      return attachment(request, (answer as { download: Download }).download);
    case "download-stream": {
      const { download } = answer as { download: DownloadStream };
      const { streams } = current;
      if (streams.size < mostStreams) return attachmentStream({ request, download, streams, abort, errorOf });
      abort.abort();
      throw tooManyStreams();
    }
    case "text": {
      const { text, contentType } = answer as { text: string; contentType: string };
      const headers = { ...apiHeaders, "content-type": contentType };
      return new Response(request.method === "HEAD" ? null : text, { status: 200, headers });
    }
    case "encoded":
      return json(parts, (answer as { text: string | Uint8Array }).text, usual);
    case "status": {
      const { value, status } = answer as { value: unknown; status: number };
      return json(parts, wireText(contract, value), status);
    }
    default:
      if (!contract.reply) return new Response(null, { status: 204, headers: apiHeaders });
      return json(parts, wireText(contract, answer), usual);
  }
}

/** By the contract's schema: unknown fields fall away, 64-bit integers become strings. */
function wireText(contract: AnyEndpoint, value: unknown): string {
  if (!contract.reply) throw new Error(`${contract.path} has no reply schema`);
  return JSON.stringify(z.encode(contract.reply, value));
}

function json({ request }: ReplyParts, text: string | Uint8Array, status: number): Response {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  // told its length, it goes out in one piece
  const headers = { ...apiHeaders, "content-type": "application/json", "content-length": String(bytes.byteLength) };
  return new Response(request.method === "HEAD" ? null : (bytes as BodyInit), { status, headers });
}

function tooManyStreams(): ApiError {
  return new ApiError("too-many", `${mostStreams} streams are open already.`, { extra: { retryAfter: 5 } });
}

async function stream(parts: ReplyParts, source: AsyncIterable<StreamEvent>): Promise<Response> {
  const { contract, request, current, abort, errorOf } = parts;
  const form = parts.accept === "ndjson" ? "ndjson" : "sse";
  if (request.method === "HEAD") {
    abort.abort();
    return new Response(null, { status: 200, headers: streamHeaders(form) });
  }
  if (current.streams.size >= mostStreams) {
    abort.abort();
    throw tooManyStreams();
  }
  return streamResponse({ contract, form, source, streams: current.streams, abort, errorOf });
}

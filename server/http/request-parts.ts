import * as z from "zod/mini";
import { ApiError, type FieldError } from "../../lib/api/error.ts";
import { nameOfSegment } from "../../lib/api/segment.ts";
import { type Parsed, parse, readBody, textOf } from "./body.ts";
import { readBodyAside } from "./body-aside.ts";
import type { AnyEndpoint } from "./serve.ts";

/** Set by the front door: Next mends malformed escapes and leaves parameters out (`__proto__`) on the query's way to a route. */
export const rawQueryHeader = "x-klar-query";

/** The query as the client sent it, with its question mark. */
export function rawQuery(request: Request): string {
  return request.headers.get(rawQueryHeader) ?? new URL(request.url).search;
}

const defaultMaxBody = 1024 * 1024;
/** What is read of a body nobody takes, before the connection is given up: more than the largest one a contract takes (32 MiB). */
const mostUnwanted = 40 * 1024 * 1024;
/** Bytes that the thread which serves reads by itself: some milliseconds, whatever they are. */
const mostHere = 128 * 1024;
const nothing = z.strictObject({});

export function invalid(errors: FieldError[]): ApiError {
  const [first] = errors;
  const detail =
    errors.length === 1 && first
      ? `${first.path} ${first.message}.`
      : `${errors.length} fields of the request are not valid.`;
  return new ApiError("invalid-request", detail, { errors });
}

/** Names of path segments, percent-decoded once by the router; `~` + base64url is undone here. */
export function namesOf(params: Record<string, string | string[]>): Record<string, string> {
  const names: Record<string, string> = {};
  for (const [name, segment] of Object.entries(params)) {
    names[name] = nameOfSegment(Array.isArray(segment) ? segment.join("/") : segment);
  }
  return names;
}

/** The query by the contract's schema. Given twice, misspelt or badly escaped is told, never ignored. */
export function parseQuery(contract: AnyEndpoint, search: string): Parsed {
  const values: Record<string, string> = Object.create(null);
  const errors: FieldError[] = [];
  for (const pair of search.replace(/^\?/, "").split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = decodedText(equals < 0 ? pair : pair.slice(0, equals));
    const value = decodedText(equals < 0 ? "" : pair.slice(equals + 1));
    const path = `query.${name ?? pair.slice(0, 100)}`;
    if (name === null || value === null) errors.push({ path, message: "is not percent-encoded UTF-8" });
    else if (name in values) errors.push({ path, message: "is given more than once" });
    else values[name] = value;
  }
  const parsed = parse("query", contract.query ?? nothing, values);
  if ("errors" in parsed) return { errors: [...errors, ...parsed.errors] };
  return errors.length > 0 ? { errors } : parsed;
}

function decodedText(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}

/** The body by the contract's schema: only JSON in UTF-8, and no more bytes than the contract allows are ever held. */
export async function parseBody(contract: AnyEndpoint, request: Request): Promise<Parsed> {
  if (contract.method === "GET") return { value: undefined };
  const max = contract.maxBody ?? defaultMaxBody;
  if (Number(request.headers.get("content-length") ?? 0) > max) throw tooLarge(max);
  if (contract.body === undefined) {
    const text = textOf(await bodyBytes(request, max));
    // a dry run asked of a call that has none must not become the real thing
    if (text !== null && text.trim() !== "" && text.trim() !== "{}") {
      return { errors: [{ path: "body", message: "must be empty: this call takes none" }] };
    }
    return { value: undefined };
  }
  checkMediaType(request);
  const bytes = await bodyBytes(request, max);
  return bytes.length > mostHere ? readBodyAside(contract, bytes) : readBody(contract, bytes);
}

function checkMediaType(request: Request): void {
  const given = request.headers.get("content-type");
  const [type, ...parameters] = (given ?? "").split(";").map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((part) => part.startsWith("charset="))
    ?.slice(8)
    .replaceAll('"', "");
  const coding = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (type === "application/json" && (charset === undefined || charset === "utf-8") && coding === "identity") return;
  throw new ApiError("media-type", "The body must be application/json in UTF-8, not compressed.", {
    hint: "Send the header Content-Type: application/json.",
  });
}

async function bodyBytes(request: Request, max: number): Promise<Buffer> {
  if (!request.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytesOf(request.body)) {
    size += chunk.byteLength;
    // the rest is read and forgotten: left on the connection it would take the answer with it
    if (size > mostUnwanted) break;
    if (size <= max) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > max) throw tooLarge(max);
  return Buffer.concat(chunks);
}

/** Reads and forgets a body that was not asked for, so that the answer reaches a client that is still sending. */
export async function forgetBody(request: Request): Promise<void> {
  if (!request.body || request.bodyUsed) return;
  let size = 0;
  for await (const chunk of bytesOf(request.body)) {
    size += chunk.byteLength;
    if (size > mostUnwanted) return;
  }
}

function bytesOf(body: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  return body as unknown as AsyncIterable<Uint8Array>;
}

function tooLarge(max: number): ApiError {
  return new ApiError("too-large", `The body is larger than the ${max} bytes this call takes.`);
}

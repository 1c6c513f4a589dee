import * as z from "zod/mini";
import type { Endpoint, ParamsOf, PathParams, ReplyOf } from "./endpoint.ts";
import { ApiError, type ErrorCode, errorStatus, type Problem } from "./error.ts";
import { encodeSegment } from "./segment.ts";

export type QueryValues = Record<string, string | number | boolean | undefined>;
type AnyEndpoint = Endpoint<string, z.ZodMiniType, z.ZodMiniType, z.ZodMiniType>;

/** The URL of a call, relative to the origin. Names are encoded here and nowhere else. */
export function urlOf<P extends string>(path: P, params: PathParams<P>, query: QueryValues = {}): string {
  const names: Record<string, string> = params;
  const pathname = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeSegment(names[name] ?? ""));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return text === "" ? pathname : `${pathname}?${text}`;
}

/** The error of a reply that is not 2xx. A body that is no problem document becomes one that says so. */
export async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    const problem = JSON.parse(text) as Partial<Problem>;
    if (typeof problem.code === "string" && problem.code in errorStatus) {
      const {
        type: _type,
        title: _title,
        status: _status,
        detail,
        code,
        hint,
        kafka,
        errors,
        outcome,
        ...extra
      } = problem as Problem;
      return new ApiError(code, detail, { hint, kafka, errors, outcome, extra });
    }
  } catch {
    // not JSON: told below
  }
  const code: ErrorCode =
    response.status === 504 ? "deadline" : response.status >= 500 ? "internal" : "invalid-request";
  return new ApiError(code, `The console answered ${response.status} without a reason.`);
}

/**
 * A call by contract: `call(listTopics, { cluster }, { search })` gives the function a query asks with.
 * Replies are decoded by the contract's schema (int64 becomes bigint); failures are `ApiError`.
 */
export function call<E extends AnyEndpoint>(
  contract: E,
  params: ParamsOf<E>,
  query: QueryValues = {},
): (context?: { signal?: AbortSignal }) => Promise<ReplyOf<E>> {
  return (context) => request(contract, params, { query }, context?.signal);
}

/** A mutation by contract, with its body (already in wire form: int64 as strings). */
export function send<E extends AnyEndpoint>(contract: E, params: ParamsOf<E>, body?: WireBody<E>): Promise<ReplyOf<E>> {
  return request(contract, params, { body });
}

export type WireBody<E> =
  E extends Endpoint<string, z.ZodMiniType, infer B, z.ZodMiniType>
    ? [B] extends [never]
      ? undefined
      : z.input<B>
    : never;

async function request<E extends AnyEndpoint>(
  contract: E,
  params: ParamsOf<E>,
  parts: { query?: QueryValues; body?: unknown },
  signal?: AbortSignal,
): Promise<ReplyOf<E>> {
  let response: Response;
  try {
    response = await fetch(urlOf(contract.path, params, parts.query), {
      method: contract.method,
      ...(parts.body === undefined
        ? {}
        : { body: JSON.stringify(parts.body), headers: { "content-type": "application/json" } }),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError("unreachable", "The console itself does not answer.", { hint: "Is it still running?", cause });
  }
  if (!response.ok) throw await errorOf(response);
  if (!contract.reply || response.status === 204) return undefined as ReplyOf<E>;
  return z.decode(contract.reply, await response.json()) as ReplyOf<E>;
}

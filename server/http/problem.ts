import { ApiError, type ErrorCode, type Problem } from "../../lib/api/error.ts";
import { isApi } from "./guard.ts";

const titles: Record<ErrorCode, string> = {
  "invalid-request": "The request is not valid",
  "sign-in": "Sign in first",
  forbidden: "Not allowed",
  "no-such-cluster": "No such cluster",
  "no-such-broker": "No such broker",
  "no-such-topic": "No such topic",
  "no-such-partition": "No such partition",
  "no-such-group": "No such group",
  "no-such-record": "No such record",
  "no-such-job": "No such job",
  "no-such-schema": "No such schema",
  "no-schema-registry": "No schema registry",
  "no-such-alert": "No such alert",
  "no-such-endpoint": "No such endpoint",
  method: "Method not served here",
  "not-acceptable": "No form that the client accepts",
  exists: "Exists already",
  "group-active": "The group is active",
  conflict: "In conflict with what is there",
  "too-large": "Too large",
  "media-type": "Media type not understood",
  host: "Not served under this host",
  "refused-by-kafka": "Kafka refused",
  "too-many": "Too many requests",
  internal: "Something went wrong in the console",
  kafka: "Kafka answered with an error",
  unreachable: "Kafka cannot be reached",
  deadline: "Not answered in time",
};

/** What every reply under `/api` carries: nothing of it is kept, sniffed, framed or run. */
export const apiHeaders = {
  "cache-control": "no-store",
  vary: "Accept",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
} as const;

/** The problem document of an error (RFC 9457). `retryAfter` (seconds) and `allow` of `extra` become headers instead of members. */
export function problemOf(error: ApiError): Problem {
  const { retryAfter: _retryAfter, allow: _allow, ...extra } = error.extra ?? {};
  return {
    ...extra,
    type: `urn:klar:problem:${error.code}`,
    title: titles[error.code],
    status: error.status,
    detail: error.message,
    code: error.code,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.kafka === undefined ? {} : { kafka: error.kafka }),
    ...(error.errors === undefined ? {} : { errors: error.errors }),
    ...(error.outcome === undefined ? {} : { outcome: error.outcome }),
  };
}

export function problemHeaders(error: ApiError): Record<string, string> {
  const headers: Record<string, string> = { ...apiHeaders, "content-type": "application/problem+json" };
  const retryAfter = error.extra?.retryAfter ?? (error.code === "too-many" ? 1 : undefined);
  if (typeof retryAfter === "number") headers["retry-after"] = String(Math.max(1, Math.ceil(retryAfter)));
  if (typeof error.extra?.allow === "string") headers.allow = error.extra.allow;
  return headers;
}

/** bigint in a problem's extra members goes out as it does everywhere: a decimal string. */
export function problemText(error: ApiError): string {
  return JSON.stringify(problemOf(error), (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
}

/** A request that is not let in: a problem document under `/api`, a plain sentence for pages. */
export function refusalText(error: ApiError, target: string): { headers: Record<string, string>; text: string } {
  if (isApi(target)) return { headers: problemHeaders(error), text: problemText(error) };
  const headers = { ...problemHeaders(error), "content-type": "text/plain; charset=utf-8" };
  return { headers, text: `${[error.message, error.hint].filter(Boolean).join(" ")}\n` };
}

export function refusalResponse(error: ApiError, target: string): Response {
  const { headers, text } = refusalText(error, target);
  return new Response(text, { status: error.status, headers });
}

export function problemResponse(error: ApiError): Response {
  return new Response(problemText(error), { status: error.status, headers: problemHeaders(error) });
}

/** Whatever was thrown, as the one error; what nobody expected becomes `internal` and tells the client only where the log tells more. */
export function apiErrorOf(thrown: unknown, reference: string): ApiError {
  if (thrown instanceof Error && isApiError(thrown)) return thrown;
  return new ApiError("internal", "Something went wrong inside the console.", {
    hint: `Its log tells more under reference ${reference}.`,
    extra: { reference },
    cause: thrown,
  });
}

/** By shape, because bundles hold classes of their own. */
function isApiError(error: Error): error is ApiError {
  const code = (error as { code?: unknown }).code;
  return error instanceof ApiError || (typeof code === "string" && code in titles && "outcome" in error);
}

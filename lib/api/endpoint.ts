import type * as z from "zod/mini";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a call needs to be allowed. "anyone" has to be written out; every class but `view` and `read` is refused on a read-only cluster. */
export type Access =
  | "anyone"
  | { cluster: "view" }
  | { broker: "view" | "edit" }
  | { topic: "view" | "create" | "edit" | "delete" }
  | { records: "read" | "write" | "delete" }
  | { group: "view" | "edit" | "delete" }
  | { schema: "view" }
  | { job: "view" | "cancel" }
  | { alert: "test" };

export function changes(access: Access): boolean {
  if (access === "anyone") return false;
  // a test message goes to a webhook, not to the cluster
  if ("alert" in access) return false;
  const [right] = Object.values(access);
  return right !== "view" && right !== "read";
}

type Names<P extends string> = P extends `${string}{${infer N}}${infer Rest}` ? N | Names<Rest> : never;
/** Path parameters as the caller names them: decoded names, not URL text. */
export type PathParams<P extends string> = { [K in Names<P>]: string };

type Schema = z.ZodMiniType;

/**
 * A call of the API: the only definition that the route, the browser's client, OpenAPI, access control and audit read.
 * `reply` absent means 204. `events` names the event stream's schemas (text/event-stream, and application/x-ndjson where `ndjson` is set);
 * `download` means raw bytes, `text` plain text of that media type.
 */
export type Endpoint<
  P extends string = string,
  Q extends Schema = Schema,
  B extends Schema = Schema,
  R extends Schema = Schema,
> = {
  method: Method;
  path: P;
  access: Access;
  summary: string;
  query?: Q;
  body?: B;
  reply?: R;
  /** the status of success where it is not 200 (or 204 without a reply) */
  status?: 201 | 202;
  events?: Record<string, Schema>;
  ndjson?: boolean;
  download?: boolean;
  /** also answers as text/csv */
  csv?: boolean;
  text?: string;
  /** largest accepted body in bytes, 1 MiB unless said */
  maxBody?: number;
};

export function endpoint<
  const P extends string,
  Q extends Schema = never,
  B extends Schema = never,
  R extends Schema = never,
>(definition: Endpoint<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return definition;
}

export type QueryOf<E> =
  E extends Endpoint<string, infer Q, Schema, Schema>
    ? [Q] extends [never]
      ? Record<string, never>
      : z.output<Q>
    : never;
export type BodyOf<E> =
  E extends Endpoint<string, Schema, infer B, Schema> ? ([B] extends [never] ? undefined : z.output<B>) : never;
export type ReplyOf<E> =
  E extends Endpoint<string, Schema, Schema, infer R> ? ([R] extends [never] ? undefined : z.output<R>) : never;
export type ParamsOf<E> = E extends Endpoint<infer P, Schema, Schema, Schema> ? PathParams<P> : never;

import type * as z from "zod/mini";
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from "../../lib/api/endpoint.ts";
import type { ClusterRegistry } from "../clusters/registry.ts";
import type { Runtime } from "../runtime.ts";
import type { Accept } from "./negotiate.ts";
import type { Served } from "./reply.ts";

export type AnyEndpoint = Endpoint<string, z.ZodMiniType, z.ZodMiniType, z.ZodMiniType>;
type Cluster = NonNullable<ReturnType<ClusterRegistry["get"]>>;

/** What a handler is given. `cluster` is there where the path names one. */
export type Context<E extends AnyEndpoint> = {
  /** decoded names of the path's other parameters */
  params: Omit<ParamsOf<E>, "cluster">;
  query: QueryOf<E>;
  body: BodyOf<E>;
  /** aborts when the client goes away and when the deadline passes */
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
  context: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response>;

export type ServeOptions = {
  /** ms until 504; null where the handler bounds itself. 15 s unless said */
  deadlineMs?: number | null | undefined;
};

export function serve<const E extends AnyEndpoint>(
  contract: E,
  handler: Handler<E>,
  options: ServeOptions = {},
): Route {
  void contract;
  void handler;
  void options;
  return async () => new Response(null, { status: 501 });
}

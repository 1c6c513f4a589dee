import type { Method } from "../../lib/api/endpoint.ts";
import type { Route } from "./serve.ts";

/** Every verb of an address: those that are not served answer 405 with an `Allow` header. */
export function routes(served: Partial<Record<Method, Route>>): Record<Method | "HEAD" | "OPTIONS", Route> {
  const refused: Route = async () => new Response(null, { status: 405 });
  return {
    GET: served.GET ?? refused,
    HEAD: served.GET ?? refused,
    POST: served.POST ?? refused,
    PUT: served.PUT ?? refused,
    PATCH: served.PATCH ?? refused,
    DELETE: served.DELETE ?? refused,
    OPTIONS: refused,
  };
}

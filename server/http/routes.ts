import type { Method } from "../../lib/api/endpoint.ts";
import { ApiError } from "../../lib/api/error.ts";
import { apiHeaders, problemResponse } from "./problem.ts";
import { forgetBody } from "./request-parts.ts";
import type { Route } from "./serve.ts";

/** Every verb of an address: those that are not served answer 405 with an `Allow` header. */
export function routes(served: Partial<Record<Method, Route>>): Record<Method | "HEAD" | "OPTIONS", Route> {
  const verbs = Object.keys(served);
  const allow = [...verbs, ...(served.GET ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refused = refusing(
    ({ method }) =>
      new ApiError("method", `${method} is not served here.`, { hint: `Served are ${allow}.`, extra: { allow } }),
  );
  const told: Route = async () => new Response(null, { status: 204, headers: { ...apiHeaders, allow } });
  return {
    GET: served.GET ?? refused,
    HEAD: served.GET ?? refused,
    POST: served.POST ?? refused,
    PUT: served.PUT ?? refused,
    PATCH: served.PATCH ?? refused,
    DELETE: served.DELETE ?? refused,
    OPTIONS: told,
  };
}

function refusing(errorOf: (request: Request) => ApiError): Route {
  return async (request) => {
    await forgetBody(request).catch(() => {});
    return problemResponse(errorOf(request));
  };
}

/** Every verb of a path that nothing is served at. */
export function unknownEndpoint(): Record<Method | "HEAD" | "OPTIONS", Route> {
  const refused = refusing(
    () =>
      new ApiError("no-such-endpoint", "There is no endpoint at this path.", {
        hint: "GET /api/openapi.json describes all there are.",
      }),
  );
  return {
    GET: refused,
    HEAD: refused,
    POST: refused,
    PUT: refused,
    PATCH: refused,
    DELETE: refused,
    OPTIONS: refused,
  };
}

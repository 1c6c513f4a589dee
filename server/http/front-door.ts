import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import type { ApiError } from "../../lib/api/error.ts";
import { refusalText } from "./problem.ts";

/**
 * Answers what Next would answer itself before `proxy.ts` or any route sees it: it redirects double slashes, takes malformed escapes
 * for a failure of its own and cannot build a Request for TRACE. Every HTTP server of the process asks `check` first, because Next
 * makes its server where no code of ours runs. Returns the way to undo it.
 */
export function openFrontDoor(check: (request: IncomingMessage) => ApiError | null): () => void {
  const before = Object.getOwnPropertyDescriptor(Server.prototype, "emit");
  const { emit } = Server.prototype;
  Server.prototype.emit = function (this: Server, ...call: unknown[]): boolean {
    if (call[0] !== "request") return Reflect.apply(emit, this, call);
    const [, request, response] = call as [string, IncomingMessage, ServerResponse];
    const error = check(request);
    if (error === null) return Reflect.apply(emit, this, call);
    const { headers, text } = refusalText(error, request.url ?? "/");
    response.writeHead(error.status, headers);
    response.end(request.method === "HEAD" ? undefined : text);
    return true;
  };
  return () => {
    if (before) Object.defineProperty(Server.prototype, "emit", before);
    else Reflect.deleteProperty(Server.prototype, "emit");
  };
}

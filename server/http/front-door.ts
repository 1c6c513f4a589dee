import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import type { ApiError } from "../../lib/api/error.ts";
import { isApi } from "./guard.ts";
import { isLoopback } from "./host-name.ts";
import { refusalText } from "./problem.ts";
import { rawQueryHeader } from "./request-parts.ts";

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
    if (error === null) {
      handOn(request, response);
      return Reflect.apply(emit, this, call);
    }
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

/** The API's requests as the routes are to see them: the query as it came, and nothing by which Next asks itself for pages. */
function handOn(request: IncomingMessage, response: ServerResponse): void {
  const { headers, url = "/" } = request;
  // whoever sends this header is not believed
  delete headers[rawQueryHeader];
  if (!isApi(url)) return;
  const [target = ""] = url.split("#", 1);
  const mark = target.indexOf("?");
  headers[rawQueryHeader] = mark < 0 ? "" : target.slice(mark);
  for (const name of Object.keys(headers)) if (name === "rsc" || name.startsWith("next-")) delete headers[name];
  if (isFromHere(request)) delete headers["accept-encoding"];
  headWithFirstBytes(response);
}

/** A reader on this machine: its answers cross no network, and to compress them costs more than they weigh. A proxy names itself. */
function isFromHere({ headers, socket }: IncomingMessage): boolean {
  return isLoopback(socket.remoteAddress ?? "") && !proxied.some((name) => name in headers);
}

const proxied = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/** Next sends the head of an answer in a packet of its own, at once before the first bytes: here it waits for them. */
function headWithFirstBytes(response: ServerResponse): void {
  const flush = response.flushHeaders;
  response.flushHeaders = () => {
    setImmediate(() => {
      if (!response.headersSent && !response.destroyed) Reflect.apply(flush, response, []);
    });
  };
}

import { ApiError } from "../../lib/api/error.ts";
import { isLoopback, parseHost } from "./host-name.ts";

/** What of a request decides whether it is let in. `target` is the path and query as they came, still escaped. */
export type Knock = {
  method: string;
  target: string;
  host: string | null;
  origin: string | null;
  /** the Sec-Fetch-Site header */
  site: string | null;
};

/** Under which names the console is served, besides this machine's own. */
export type ServedAs = { allowedHosts: readonly string[]; publicUrl: string | null; host: string };

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const safe = new Set(["GET", "HEAD", "OPTIONS"]);

export function isApi(target: string): boolean {
  return /^[/\\]+api([/\\?#]|$)/i.test(target);
}

/**
 * Why a request is not let in, or null. A page of another site must neither read nor change anything: a name that is rebound to
 * loopback fails by its Host, a form or fetch from elsewhere by Origin and Sec-Fetch-Site.
 */
export function refusal(knock: Knock, served: ServedAs): ApiError | null {
  return badHost(knock, served) ?? badTarget(knock) ?? badMethod(knock) ?? badSite(knock, served);
}

function badHost({ host }: Knock, served: ServedAs): ApiError | null {
  const given = parseHost(host ?? "");
  if (given && (isLoopback(given.name) || names(served).some((entry) => covers(entry, given)))) return null;
  return new ApiError("host", "The console is not served under the host of this request.", {
    hint: "Hosts besides localhost are named by allowedHosts or publicUrl in the configuration.",
  });
}

function names({ allowedHosts, publicUrl, host }: ServedAs): { name: string; port: string | null }[] {
  const known = [
    ...allowedHosts,
    host.includes(":") ? `[${host}]` : host,
    ...(publicUrl ? [new URL(publicUrl).host] : []),
  ];
  return known.flatMap((text) => parseHost(text) ?? []).filter(({ name }) => name !== "0.0.0.0" && name !== "[::]");
}

/** An entry without a port stands for every port. */
function covers(entry: { name: string; port: string | null }, given: { name: string; port: string | null }): boolean {
  return entry.name === given.name && (entry.port === null || entry.port === given.port);
}

function badTarget({ target }: Knock): ApiError | null {
  const path = target.split(/[?#]/, 1)[0] ?? "";
  if (!/^[/\\]/.test(path)) {
    // http://… as a proxy is asked, or *: Next would send the client to whatever host it names
    const message = "must begin with /";
    return new ApiError("invalid-request", `The path ${message}.`, { errors: [{ path: "path", message }] });
  }
  try {
    decodeURIComponent(path);
  } catch {
    const message = "is not percent-encoded UTF-8";
    return new ApiError("invalid-request", `The path ${message}.`, { errors: [{ path: "path", message }] });
  }
  if (!isApi(target)) return null;
  // a router that folds dots or case would take these for another address, or answer them with a page
  if (path.split(/[/\\]/).some((segment) => /^(\.|%2e){1,2}$/i.test(segment))) {
    return new ApiError("no-such-endpoint", "There is no endpoint at this path.", {
      hint: "A name that is . or .. is written as ~ and its base64url: ~Lg or ~Li4.",
    });
  }
  if (!/^\/api(\/|$)/.test(path) || /[/\\]{2}|[^/][/\\]$|\\/.test(path)) {
    return new ApiError("no-such-endpoint", "There is no endpoint at this path.", {
      hint: "Paths begin with /api and have no empty segments and no slash at the end; a name that holds slashes is percent-encoded.",
    });
  }
  return null;
}

function badMethod({ method, target }: Knock): ApiError | null {
  if (methods.includes(method)) return null;
  const allow = isApi(target) ? methods.join(", ") : "GET, HEAD";
  return new ApiError("method", "This method is not served.", { extra: { allow } });
}

function badSite({ method, target, host, origin, site }: Knock, served: ServedAs): ApiError | null {
  if (!isApi(target)) return null;
  const hint = "The API is for the console's own pages and for scripts, not for pages of other sites.";
  if (site === "cross-site") return new ApiError("forbidden", "The request comes from another site.", { hint });
  if (safe.has(method) || origin === null) return null;
  if (ownOrigin(origin, host ?? "", served)) return null;
  return new ApiError("forbidden", "The request's Origin is not this console.", { hint });
}

function ownOrigin(origin: string, host: string, served: ServedAs): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (url.protocol !== "http:" && url.protocol !== "https:") return false;
  if (served.publicUrl !== null && url.origin === new URL(served.publicUrl).origin) return true;
  const given = parseHost(url.host);
  if (!given) return false;
  // URL drops a scheme's own port, a Host header may keep it
  const same =
    host.toLowerCase() === url.host || host.toLowerCase() === `${url.host}:${url.protocol === "https:" ? 443 : 80}`;
  // a proxy in front may have rewritten Host, so configured names count too; loopback names do not: every port there is someone else
  return same || served.allowedHosts.some((entry) => entry === url.host);
}

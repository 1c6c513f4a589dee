import http from "node:http";
import https from "node:https";

/** How a registry is reached. PEM text in `tls`. */
export type RegistrySettings = {
  /** one or several addresses of the same registry: the next is asked where one does not answer */
  urls: readonly string[];
  username?: string | undefined;
  password?: string | undefined;
  token?: string | undefined;
  tls?:
    | {
        ca?: string | undefined;
        cert?: string | undefined;
        key?: string | undefined;
        passphrase?: string | undefined;
        servername?: string | undefined;
        rejectUnauthorized: boolean;
      }
    | undefined;
  timeoutMs: number;
};

/** `missing` = the registry answered and does not have it; `refused` = it does not let us; `down` = it cannot be had now. */
export type RegistryFailure = "missing" | "refused" | "down";

export class RegistryError extends Error {
  readonly kind: RegistryFailure;
  /** the registry's own number, such as 40403 */
  readonly registryCode: number | null;

  constructor(kind: RegistryFailure, message: string, registryCode: number | null = null) {
    super(message);
    this.name = "RegistryError";
    this.kind = kind;
    this.registryCode = registryCode;
  }
}

/** of one answer, bytes: far more than any schema has */
const mostBytes = 8 * 1024 * 1024;

/** GET of JSON from the configured addresses: without redirects, within a time and a size. */
export class RegistryHttp {
  readonly #settings: RegistrySettings;
  readonly #agents: readonly (http.Agent | https.Agent)[];
  /** the address that answered last */
  #first = 0;

  constructor(settings: RegistrySettings) {
    this.#settings = settings;
    const pool = { keepAlive: true, maxSockets: 8, maxFreeSockets: 2 };
    this.#agents = settings.urls.map((url) =>
      url.startsWith("https:") ? new https.Agent({ ...pool, ...settings.tls }) : new http.Agent(pool),
    );
  }

  /**
   * @param path already escaped, beginning with /
   * @throws RegistryError
   */
  async get(path: string, signal?: AbortSignal): Promise<unknown> {
    const { urls } = this.#settings;
    let failure: unknown;
    for (let turn = 0; turn < urls.length; turn++) {
      const at = (this.#first + turn) % urls.length;
      try {
        const answer = await this.#ask(at, path, signal);
        this.#first = at;
        return answer;
      } catch (error) {
        failure = error;
        if (!(error instanceof RegistryError) || error.kind !== "down" || signal?.aborted) throw error;
      }
    }
    throw failure;
  }

  close(): void {
    for (const agent of this.#agents) agent.destroy();
  }

  #ask(at: number, path: string, signal: AbortSignal | undefined): Promise<unknown> {
    const { urls, username, password, token, timeoutMs } = this.#settings;
    const url = new URL(`${(urls[at] ?? "").replace(/\/+$/, "")}${path}`);
    const headers: Record<string, string> = {
      accept: "application/vnd.schemaregistry.v1+json, application/json",
      "user-agent": "klar",
    };
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    else if (username !== undefined)
      headers.authorization = `Basic ${Buffer.from(`${username}:${password ?? ""}`).toString("base64")}`;
    const deadline = AbortSignal.timeout(timeoutMs);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const request = (url.protocol === "https:" ? https : http).get(url, {
      agent: this.#agents[at],
      headers,
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
    const failed = (error: Error): void => {
      if (signal?.aborted) reject(signal.reason);
      else if (deadline.aborted) reject(new RegistryError("down", `it did not answer within ${timeoutMs / 1000} s`));
      else reject(new RegistryError("down", reasonOf(error)));
    };
    request.on("error", failed);
    request.on("response", (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on("error", failed);
      response.on("data", (part: Buffer) => {
        size += part.length;
        if (size > mostBytes) response.destroy(new Error("its answer is larger than 8 MiB"));
        else parts.push(part);
      });
      response.on("end", () => {
        try {
          resolve(bodyOf(response.statusCode ?? 0, Buffer.concat(parts).toString("utf8")));
        } catch (error) {
          reject(error);
        }
      });
    });
    return promise;
  }
}

function bodyOf(status: number, text: string): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  if (status >= 200 && status < 300) {
    if (body === undefined)
      throw new RegistryError("down", "what answers there is no schema registry: it sent no JSON");
    return body;
  }
  const { message, error_code: code } = (body ?? {}) as { message?: unknown; error_code?: unknown };
  const words = typeof message === "string" ? message.slice(0, 300) : `HTTP status ${status}`;
  const number = typeof code === "number" ? code : null;
  if (status === 404) throw new RegistryError("missing", words, number);
  if (status === 401 || status === 403) throw new RegistryError("refused", `it does not let us in: ${words}`, number);
  if (status >= 300 && status < 400)
    throw new RegistryError("refused", `it wants to send us elsewhere (HTTP status ${status}), which is not followed`);
  if (status === 422 || status === 400) throw new RegistryError("missing", words, number);
  throw new RegistryError("down", `it answered with HTTP status ${status}: ${words}`, number);
}

/** What a socket says, in words; never the address with what may stand in it. */
function reasonOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ECONNREFUSED":
      return "nothing listens at its address";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "its host name is not known";
    case "ECONNRESET":
      return "it closed the connection";
    default:
      return error.message || (code ?? "it cannot be reached");
  }
}

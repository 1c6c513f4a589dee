/**
 * What a handler may answer with besides the plain reply value (which `serve` encodes by the contract's schema).
 * `Symbol.for`, because a bundle may hold this module twice.
 */
const served = Symbol.for("klar.served");

/**
 * One event of a stream. `data` is in the contract's output form (bigint where the wire has int64) and is encoded by
 * `contract.events[event]`; `json` already is in wire form.
 */
export type StreamEvent = { event: string; id?: string | undefined } & ({ data: unknown } | { json: string });

export type Download = { bytes: Uint8Array; fileName: string; contentType: string };

/** Bytes that are made while they are read. What it throws before the first chunk is a problem, later the download breaks off. */
export type DownloadStream = { chunks: AsyncIterable<Uint8Array>; fileName: string; contentType: string };

export type Served =
  | { [served]: "status"; value: unknown; status: number }
  | { [served]: "encoded"; text: string | Uint8Array }
  | { [served]: "events"; source: AsyncIterable<StreamEvent> }
  | { [served]: "text"; text: string; contentType: string }
  | { [served]: "download"; download: Download }
  | { [served]: "download-stream"; download: DownloadStream };

/** A reply with a status of its own, e.g. 200 for the dry run of a call that answers 201, or 502 with per-record results. */
export function withStatus(value: unknown, status: number): Served {
  return { [served]: "status", value, status };
}

/** JSON that already is in wire form, as text or UTF-8, e.g. a snapshot that was encoded once. */
export function encoded(text: string | Uint8Array): Served {
  return { [served]: "encoded", text };
}

/** Text that is no JSON, in a form of its own such as Prometheus'. */
export function plainText(text: string, contentType: string): Served {
  return { [served]: "text", text, contentType };
}

/** Server-sent events, or one `{event, data}` a line where the contract has `ndjson` and the client asked for it. Pulled, never pushed. */
export function events(source: AsyncIterable<StreamEvent>): Served {
  return { [served]: "events", source };
}

/** Raw bytes as an attachment; never rendered by a browser. */
export function download(parts: Download): Served {
  return { [served]: "download", download: parts };
}

/** An attachment of any length, pulled by its reader. */
export function downloadStream(parts: DownloadStream): Served {
  return { [served]: "download-stream", download: parts };
}

export function servedKind(value: unknown): Served[typeof served] | null {
  return typeof value === "object" && value !== null && served in value ? (value as Served)[served] : null;
}

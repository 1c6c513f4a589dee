import type { ApiError } from "../../lib/api/error.ts";
import { apiHeaders } from "./problem.ts";
import type { Download, DownloadStream } from "./reply.ts";
import type { StreamSet } from "./stream-set.ts";

/** bytes that wait for a reader before the source is no longer pulled */
const aheadBytes = 256 * 1024;

/** Raw bytes as a file; never rendered by a browser. */
export function attachment(request: Request, { bytes, fileName, contentType }: Download): Response {
  const headers = { ...headersOf(fileName, contentType), "content-length": String(bytes.byteLength) };
  return new Response(request.method === "HEAD" ? null : new Uint8Array(bytes), { status: 200, headers });
}

export type AttachmentParts = {
  request: Request;
  download: DownloadStream;
  streams: StreamSet;
  /** aborted when the reader leaves or the process ends: what the source listens to */
  abort: AbortController;
  errorOf: (thrown: unknown) => ApiError;
};

/**
 * A file that is made while it is read. It begins with its first chunk, so that what cannot begin is answered as a problem;
 * what fails later breaks the transfer off: half a file must not look like a whole one.
 */
export async function attachmentStream(parts: AttachmentParts): Promise<Response> {
  const { request, download, streams, abort, errorOf } = parts;
  // nobody on the way is to keep it back, or to compress what comes faster than that
  const asMade = { "cache-control": `${apiHeaders["cache-control"]}, no-transform`, "x-accel-buffering": "no" };
  const headers = { ...headersOf(download.fileName, download.contentType), ...asMade };
  const iterator = download.chunks[Symbol.asyncIterator]();
  if (request.method === "HEAD") {
    abort.abort();
    await iterator.return?.();
    return new Response(null, { status: 200, headers });
  }
  let first: IteratorResult<Uint8Array> | null = await iterator.next();
  let isOver = false;
  let leave = () => {};
  const end = () => {
    if (isOver) return;
    isOver = true;
    leave();
    abort.abort();
    // not awaited: a source that hangs must not keep the connection open
    Promise.resolve(iterator.return?.()).catch(errorOf);
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const breakOff = (why: string) => {
          if (isOver) return;
          controller.error(new Error(why));
          end();
        };
        leave = streams.add(() => breakOff("the console is shutting down"));
        abort.signal.addEventListener("abort", () => breakOff("the reader left"));
      },
      async pull(controller) {
        try {
          const step = first ?? (await iterator.next());
          first = null;
          if (isOver) return;
          if (!step.done) return controller.enqueue(step.value);
          controller.close();
          end();
        } catch (thrown) {
          if (isOver) return;
          controller.error(errorOf(thrown));
          end();
        }
      },
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: aheadBytes }),
  );
  return new Response(body, { status: 200, headers });
}

function headersOf(fileName: string, contentType: string): Record<string, string> {
  const plain = fileName.replace(/[^A-Za-z0-9._-]/g, "_");
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    ...apiHeaders,
    "content-type": contentType,
    "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
  };
}

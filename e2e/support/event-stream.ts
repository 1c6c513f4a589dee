import { type ClientRequest, type IncomingMessage, request } from "node:http";

export type StreamedEvent = { event: string; data: unknown; id: string | null };

export type OpenStream = {
  events: StreamedEvent[];
  status: number;
  /** the events of a name so far, in their order */
  data<T>(event: string): T[];
  lastId(): string | null;
  /** resolves when the server ended it or the connection broke */
  ended: Promise<void>;
  /** stops and goes on reading from the socket, as a slow reader does */
  pause(): void;
  resume(): void;
  close(): void;
};

/** Reads server-sent events as a browser would, into a list. Rejects when the answer is no stream. */
export function openStream(url: string, headers: Record<string, string> = {}): Promise<OpenStream> {
  return new Promise((resolve, reject) => {
    const asked: ClientRequest = request(url, { headers: { accept: "text/event-stream", ...headers }, agent: false });
    asked.on("error", reject);
    asked.on("response", (response) => {
      if (response.headers["content-type"]?.startsWith("text/event-stream")) resolve(reading(asked, response));
      else reject(new Error(`${url} is no stream: ${response.statusCode}`));
    });
    asked.end();
  });
}

function reading(asked: ClientRequest, response: IncomingMessage): OpenStream {
  const events: StreamedEvent[] = [];
  let rest = "";
  response.setEncoding("utf8").on("data", (text: string) => {
    const frames = (rest + text).split("\n\n");
    rest = frames.pop() ?? "";
    for (const frame of frames) {
      const event = eventOf(frame);
      if (event) events.push(event);
    }
  });
  const ended = new Promise<void>((resolve) => {
    response.on("close", resolve);
    response.on("error", () => resolve());
  });
  asked.on("error", () => {});
  return {
    events,
    status: response.statusCode ?? 0,
    data: <T>(name: string) => events.filter(({ event }) => event === name).map(({ data }) => data as T),
    lastId: () => events.findLast(({ id }) => id !== null)?.id ?? null,
    ended,
    pause: () => response.pause(),
    resume: () => response.resume(),
    close: () => asked.destroy(),
  };
}

function eventOf(frame: string): StreamedEvent | null {
  const fields = new Map<string, string>();
  for (const line of frame.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ""));
  }
  const event = fields.get("event");
  if (event === undefined) return null;
  return { event, data: JSON.parse(fields.get("data") ?? "null"), id: fields.get("id") ?? null };
}

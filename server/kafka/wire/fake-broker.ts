import { createServer, type Server, type Socket } from "node:net";
import { Reader, Writer } from "@platformatic/kafka";

export type FakeRequest = { key: number; version: number; correlationId: number; body: Reader; socket: Socket };
/** a body to answer with; null = say nothing */
export type FakeAnswer = Writer | null;
export type FakeBroker = {
  port: number;
  host: string;
  connections(): number;
  requests: number[];
  close(): Promise<void>;
};

type Behaviour = {
  /** what Metadata says of where the only broker (id 1) is */
  advertise?: { host: string; port: number };
  /** answers by API key, before the usual ones */
  on?: (request: FakeRequest) => FakeAnswer | undefined;
  /** instead of everything: what happens as soon as somebody connects */
  greet?: (socket: Socket) => void;
};

/**
 * Test support: a broker on loopback that knows ApiVersions, Metadata and whatever the test adds. It exists for the
 * shapes of failure that real brokers rarely show; everything else is tested on real ones.
 */
export async function startFakeBroker(behaviour: Behaviour = {}): Promise<FakeBroker> {
  const sockets = new Set<Socket>();
  const requests: number[] = [];
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    if (behaviour.greet) {
      behaviour.greet(socket);
      return;
    }
    let waiting = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      while (waiting.length >= 4 && waiting.length >= 4 + waiting.readInt32BE(0)) {
        const size = waiting.readInt32BE(0);
        receive(socket, waiting.subarray(4, 4 + size));
        waiting = waiting.subarray(4 + size);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  const own = { host: "127.0.0.1", port: bound.port };

  function receive(socket: Socket, frame: Buffer): void {
    const body = Reader.from(frame);
    const key = body.readInt16();
    const version = body.readInt16();
    const correlationId = body.readInt32();
    body.readNullableString(false);
    requests.push(key);
    const request = { key, version, correlationId, body, socket };
    const own = behaviour.on?.(request);
    const answer = own === undefined ? usual(request) : own;
    if (answer) socket.write(frameOf(correlationId, answer));
  }

  function usual({ key }: FakeRequest): FakeAnswer {
    if (key === 18) return apiVersionsAnswer();
    if (key === 3) return metadataAnswer(behaviour.advertise ?? own);
    return null;
  }

  return {
    ...own,
    connections: () => connections,
    requests,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function frameOf(correlationId: number, body: Writer): Buffer {
  return Writer.create().appendInt32(correlationId).appendFrom(body).prependLength().buffer;
}

/** Versions below the flexible ones, so that answers stay easy to write: Metadata 4-8, FindCoordinator 1-2, … */
const ranges: readonly (readonly [key: number, min: number, max: number])[] = [
  [0, 3, 8],
  [1, 4, 11],
  [3, 4, 8],
  [10, 1, 2],
  [17, 1, 1],
  [18, 0, 4],
  [19, 2, 4],
  [22, 0, 1],
  [36, 0, 1],
];

export function apiVersionsAnswer(): Writer {
  return Writer.create()
    .appendInt16(0)
    .appendArray([...ranges], (w, [key, min, max]) => w.appendInt16(key).appendInt16(min).appendInt16(max))
    .appendInt32(0)
    .appendTaggedFields();
}

/** Metadata v8 of one broker with one topic "t" of one partition. */
export function metadataAnswer(at: { host: string; port: number }, throttleMs = 0): Writer {
  return Writer.create()
    .appendInt32(throttleMs)
    .appendArray(
      [at],
      (w) => w.appendInt32(1).appendString(at.host, false).appendInt32(at.port).appendString(null, false),
      false,
      false,
    )
    .appendString("fake", false)
    .appendInt32(1)
    .appendArray(
      ["t"],
      (w, topic) =>
        w
          .appendInt16(0)
          .appendString(topic, false)
          .appendBoolean(false)
          .appendArray(
            [0],
            (p, partition) =>
              p
                .appendInt16(0)
                .appendInt32(partition)
                .appendInt32(1)
                .appendInt32(0)
                .appendArray([1], (a, id) => a.appendInt32(id), false, false)
                .appendArray([1], (a, id) => a.appendInt32(id), false, false)
                .appendArray<number>([], () => {}, false, false),
            false,
            false,
          )
          .appendInt32(0),
      false,
      false,
    )
    .appendInt32(0);
}

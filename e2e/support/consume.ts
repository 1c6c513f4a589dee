import { snappyDecompress } from "@platformatic/wasm-utils";
import kafkajs from "kafkajs";
import { client } from "../../rig/demo/client.mjs";

const { CompressionCodecs, CompressionTypes } = kafkajs;
const withoutFrames = CompressionCodecs[CompressionTypes.Snappy] as () => { compress: unknown };
// Java puts snappy into frames of its own (xerial); what kafkajs's demo client is given reads only bare blocks
CompressionCodecs[CompressionTypes.Snappy] = () => ({
  ...withoutFrames(),
  decompress: async (bytes: Buffer) => (isFramed(bytes) ? unframed(bytes) : snappyDecompress(bytes)),
});

const isFramed = (bytes: Buffer) => bytes.subarray(1, 7).toString("latin1") === "SNAPPY";

function unframed(bytes: Buffer): Buffer {
  const blocks: Uint8Array[] = [];
  for (let at = 16; at < bytes.length; ) {
    const end = at + 4 + bytes.readInt32BE(at);
    blocks.push(snappyDecompress(bytes.subarray(at + 4, end)));
    at = end;
  }
  return Buffer.concat(blocks);
}

export type Seen = { topic: string; partition: number; offset: string; key: Buffer | null; value: Buffer | null };

/** A kafkajs consumer of a group, joined; `stop` makes it leave. What it reads it hands to `each`, and it commits only when told. */
export async function joinGroup(
  bootstrap: string,
  { group, topics, each = async () => {}, clientId = group }: GroupOptions,
) {
  const consumer = client(bootstrap, clientId).consumer({
    groupId: group,
    maxWaitTimeInMs: 100,
    sessionTimeout: 10_000,
    heartbeatInterval: 500,
  });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ topic, partition, message }) => each({ topic, partition, ...message }),
  });
  await joined;
  return {
    commit: (offsets: { topic: string; partition: number; offset: string }[]) => consumer.commitOffsets(offsets),
    stop: () => consumer.disconnect(),
  };
}

type GroupOptions = { group: string; topics: string[]; clientId?: string; each?: (seen: Seen) => Promise<void> };

/** Groups without members that have committed `offset` on partition 0 of a topic. */
export async function leaveCommits(bootstrap: string, groups: string[], topic: string, offset = "0"): Promise<void> {
  const waiting = [...groups];
  const one = async () => {
    for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) {
      const member = await joinGroup(bootstrap, { group, topics: [topic], clientId: "commits" });
      await member.commit([{ topic, partition: 0, offset }]);
      await member.stop();
    }
  };
  await Promise.all(Array.from({ length: 16 }, one));
}

import { describe, expect, it } from "vitest";
import written from "./mirror-maker.fixtures/kafka.json" with { type: "json" };
import { payloadOf } from "./payload.ts";

/** Bytes that MirrorMaker's own classes made: mirror-maker.fixtures/Record.java. */
const read = (topic: string, part: "key" | "value", hex: string) =>
  payloadOf(Buffer.from(hex, "hex"), 10_000, { topic, part, key: null });

describe("MirrorMaker's topics", () => {
  it.each([
    [
      "heartbeats",
      '{"sourceClusterAlias":"primary","targetClusterAlias":"backup"}',
      '{"version":0,"timestamp":1784022300123}',
    ],
    [
      "primary.checkpoints.internal",
      '{"group":"analytics","topic":"primary.orders","partition":7}',
      '{"version":0,"upstreamOffset":9007199254740993,"offset":42,"metadata":"note"}',
    ],
    [
      "mm2-offset-syncs.backup.internal",
      '{"topic":"orders","partition":3}',
      '{"upstreamOffset":9007199254740993,"offset":41}',
    ],
  ] as const)("%s are read as Kafka 4.3 writes them", (topic, key, value) => {
    const bytes = written[topic];
    expect(read(topic, "key", bytes.key)).toMatchObject({ format: "mirror-maker", syntax: "json", text: key });
    expect(read(topic, "value", bytes.value)).toMatchObject({ format: "mirror-maker", text: value });
    // mirrored once more, the alias stands before the name
    if (topic === "heartbeats") expect(read("primary.heartbeats", "value", bytes.value)?.text).toBe(value);
  });

  it("are read otherwise where a topic only has the name", () => {
    expect(read("heartbeats", "value", Buffer.from('{"ok":true}').toString("hex"))).toMatchObject({
      format: "json",
      refused: [{ format: "mirror-maker" }],
    });
  });
});

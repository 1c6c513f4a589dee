import { Writer } from "@platformatic/kafka";
import { describe, expect, it } from "vitest";
import type { FakeBroker } from "./fake-broker.ts";
import { fakes } from "./fakes.fixtures.ts";
import { openWire } from "./rig.fixtures.ts";

const { broker, wireTo, owned } = fakes();

describe("producing", () => {
  /** Produce v8 */
  const acknowledgement = (errorCode: number): Writer =>
    Writer.create()
      .appendArray(
        ["t"],
        (w, topic) =>
          w.appendString(topic, false).appendArray(
            [0],
            (p, partition) =>
              p
                .appendInt32(partition)
                .appendInt16(errorCode)
                .appendInt64(errorCode === 0 ? 41n : -1n)
                .appendInt64(-1n)
                .appendInt64(0n)
                .appendArray<number>([], () => {}, false, false)
                .appendString(null, false),
            false,
            false,
          ),
        false,
        false,
      )
      .appendInt32(0);
  const ask = { topic: "t", partition: 0, batch: Buffer.from("a batch") };
  const sent = (fake: FakeBroker): number => fake.requests.filter((key) => key === 0).length;

  it("sends again what a broker refused because it does not lead", async () => {
    let refusals = 2;
    const fake = await broker({ on: ({ key }) => (key === 0 ? acknowledgement(refusals-- > 0 ? 6 : 0) : undefined) });
    expect(await wireTo([fake]).produce([ask], { acks: -1 })).toMatchObject([{ ok: true, value: { baseOffset: 41n } }]);
    expect(sent(fake)).toBe(3);
  });

  it("never sends again what may have been written", async () => {
    const fake = await broker({
      on: ({ key, socket }) => {
        if (key === 0) socket.destroy();
        return key === 0 ? null : undefined;
      },
    });
    const [result] = await wireTo([fake]).produce([ask], { acks: -1 });
    expect(result).toMatchObject({ ok: false, error: { kafkaCode: -103, outcome: "unknown" } });
    expect(sent(fake)).toBe(1);
  });

  it("says that the outcome is unknown when the replicas did not answer the leader in time", async () => {
    const fake = await broker({ on: ({ key }) => (key === 0 ? acknowledgement(7) : undefined) });
    const [result] = await wireTo([fake]).produce([ask], { acks: -1 });
    expect(result).toMatchObject({ ok: false, error: { code: "deadline", outcome: "unknown" } });
    expect(sent(fake)).toBe(1);
  });

  it("is a failure of each item when there is no cluster", async () => {
    const wire = openWire({ bootstrap: "127.0.0.1:1" });
    owned(wire);
    const results = await wire.produce([ask, { ...ask, partition: 1 }], { acks: 1 });
    expect(results).toMatchObject([
      { key: { partition: 0 }, ok: false, error: { code: "unreachable" } },
      { key: { partition: 1 }, ok: false, error: { code: "unreachable" } },
    ]);
  });
});

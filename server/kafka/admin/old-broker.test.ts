import { type Reader, Writer } from "@platformatic/kafka";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FakeBroker, startFakeBroker } from "../wire/fake-broker.ts";
import { openWire } from "../wire/rig.fixtures.ts";
import { type Admin, createAdmin } from "./admin.ts";
import { good } from "./rig.fixtures.ts";

/** A broker of about 2.3 with ZooKeeper: one group per OffsetFetch, no types of groups, none of the new protocols. */
const ranges = new Map([
  [3, [4, 8]],
  [9, [2, 5]],
  [10, [1, 2]],
  [15, [0, 3]],
  [16, [0, 2]],
  [18, [0, 2]],
  [32, [1, 2]],
]);

let broker: FakeBroker;
let admin: Admin;
let close: () => Promise<void>;

beforeAll(async () => {
  broker = await startFakeBroker({
    on: ({ key, version, body }) => {
      if (key === 18) return apiVersions(version);
      if (key === 10) return coordinator(broker);
      if (key === 9) return offsets(body, version);
      if (key === 15) return groups(body);
      if (key === 16) return listing();
      return undefined;
    },
  });
  const wire = openWire({ bootstrap: `${broker.host}:${broker.port}` });
  admin = createAdmin(wire);
  close = () => wire.close();
});
afterAll(async () => {
  await close();
  await broker.close();
});

it("asks about the offsets of one group at a time", async () => {
  const items = await admin.groupOffsets([{ id: "one" }, { id: "two" }, { id: "nobody" }]);
  expect(items.map((item) => [item.key, good(item).offsets])).toEqual([
    ["one", [{ topic: "t", partition: 0, offset: 3n, leaderEpoch: 7, metadata: null }]],
    ["two", [{ topic: "t", partition: 0, offset: 3n, leaderEpoch: 7, metadata: null }]],
    ["nobody", []],
  ]);
  expect(broker.requests.filter((key) => key === 9)).toHaveLength(3);
});

it("lists groups without state and knows that all of them are classic", async () => {
  expect((await admin.listGroups()).map(good)).toEqual([
    [{ id: "one", type: "classic", protocolType: "consumer", state: "Unknown", coordinator: 1 }],
  ]);
});

it("describes groups by the only protocol there is, and takes a dead one without members for none", async () => {
  const items = await admin.describeGroups([{ id: "one" }, { id: "nobody", type: "share" }]);
  expect(items.map((item) => (item.ok ? item.value.state : item.error.code))).toEqual(["Empty", "no-such-group"]);
});

it("says what it cannot do instead of doing something else", async () => {
  expect(await admin.quorum()).toBeNull();
  const [altered] = await admin.alterConfigs([
    { resource: { type: "topic", name: "t" }, set: { "retention.ms": "5" } },
  ]);
  expect(altered?.ok === false && altered.error.kafkaName).toBe("UNSUPPORTED_BY_BROKER");
  const elr = await admin.elr("t");
  expect(elr).toEqual([{ topic: "t", partition: 0, eligibleLeaderReplicas: null, lastKnownElr: null }]);
  const description = await admin.describe();
  expect(description).toMatchObject({ controllerId: 1, features: [] });
  expect(description.capabilities).toMatchObject({ describeQuorum: false, consumerGroupDescribe: false });
});

/** A version it does not know is answered with error 35 in the form of version 0. */
function apiVersions(version: number): Writer {
  const isKnown = version <= 2;
  const writer = Writer.create()
    .appendInt16(isKnown ? 0 : 35)
    .appendArray(
      [...ranges],
      (w, [key, [min = 0, max = 0]]) => w.appendInt16(key).appendInt16(min).appendInt16(max),
      false,
      false,
    );
  return isKnown ? writer.appendInt32(0) : writer;
}

function coordinator({ host, port }: FakeBroker): Writer {
  const writer = Writer.create().appendInt32(0).appendInt16(0).appendString(null, false);
  return writer.appendInt32(1).appendString(host, false).appendInt32(port);
}

/** OffsetFetch v5 of one group */
function offsets(body: Reader, version: number): Writer {
  expect(version).toBe(5);
  const topics = body.readString(false) === "nobody" ? [] : ["t"];
  return Writer.create()
    .appendInt32(0)
    .appendArray(
      topics,
      (w, topic) =>
        w
          .appendString(topic, false)
          .appendArray(
            [0],
            (p) => p.appendInt32(0).appendInt64(3n).appendInt32(7).appendString("", false).appendInt16(0),
            false,
            false,
          ),
      false,
      false,
    )
    .appendInt16(0);
}

/** DescribeGroups v3 */
function groups(body: Reader): Writer {
  const asked = body.readArray((r) => r.readString(false), false, false);
  return Writer.create()
    .appendInt32(0)
    .appendArray(
      asked,
      (w, id) =>
        w
          .appendInt16(0)
          .appendString(id, false)
          .appendString(id === "nobody" ? "Dead" : "Empty", false)
          .appendString("", false)
          .appendString("", false)
          .appendArray<number>([], () => {}, false, false)
          .appendInt32(-2147483648),
      false,
      false,
    );
}

/** ListGroups v2 */
function listing(): Writer {
  return Writer.create()
    .appendInt32(0)
    .appendInt16(0)
    .appendArray(["one"], (w, id) => w.appendString(id, false).appendString("consumer", false), false, false);
}

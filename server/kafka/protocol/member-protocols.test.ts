import { Writer } from "@platformatic/kafka";
import { expect, test } from "vitest";
import { readConnectMember } from "./connect-protocol.ts";
import { readConsumerAssignment, readConsumerSubscription } from "./consumer-protocol.ts";

type Work = [connector: string, tasks: number[]][];

function connectAssignment(version: number, given: Work, revoked: Work = []): Buffer {
  const work = (writer: Writer, list: Work): Writer =>
    writer.appendArray(
      list,
      (w, [connector, tasks]) =>
        w.appendString(connector, false).appendArray(tasks, (t, task) => t.appendInt32(task), false, false),
      false,
      false,
    );
  const writer = Writer.create()
    .appendInt16(version)
    .appendInt16(0)
    .appendString("leader", false)
    .appendString("http://leader:8083/", false)
    .appendInt64(5n);
  work(writer, given);
  if (version >= 1) work(writer, revoked).appendInt32(0);
  return writer.buffer;
}

function connectMetadata(version: number, allocation: Buffer | null): Buffer {
  const writer = Writer.create().appendInt16(version).appendString("http://me:8083/", false).appendInt64(5n);
  return (version >= 1 ? writer.appendBytes(allocation, false) : writer).buffer;
}

test("a Connect worker of the eager protocol runs what it is given", () => {
  expect(readConnectMember(connectMetadata(0, null), connectAssignment(0, [["a", [-1, 0, 1]]]))).toEqual({
    url: "http://me:8083/",
    leaderUrl: "http://leader:8083/",
    connectors: ["a"],
    tasks: [
      { connector: "a", task: 0 },
      { connector: "a", task: 1 },
    ],
  });
});

test("one of the cooperative protocol runs what it had, less what it lost, plus what it got", () => {
  const had = connectAssignment(2, [
    ["a", [-1, 0]],
    ["b", [3]],
  ]);
  const change = connectAssignment(2, [["c", [-1]]], [["b", [3]]]);
  expect(readConnectMember(connectMetadata(2, had), change)).toMatchObject({
    connectors: ["a", "c"],
    tasks: [{ connector: "a", task: 0 }],
  });
});

test("a worker that waits for its first assignment runs nothing", () => {
  expect(readConnectMember(connectMetadata(2, null), Buffer.alloc(0))).toEqual({
    url: "http://me:8083/",
    leaderUrl: null,
    connectors: [],
    tasks: [],
  });
});

test("a consumer's subscription has its rack from version 3 on, whatever is behind it", () => {
  const subscription = (version: number): Buffer => {
    const writer = Writer.create().appendInt16(version);
    writer.appendArray(["orders", "a.b"], (w, name) => w.appendString(name, false), false, false);
    writer.appendBytes(Buffer.from("user data"), false);
    if (version >= 1) {
      writer.appendArray(
        ["orders"],
        (w, name) => w.appendString(name, false).appendArray([1], (p, id) => p.appendInt32(id), false, false),
        false,
        false,
      );
    }
    if (version >= 2) writer.appendInt32(9);
    if (version >= 3) writer.appendString("rack-1", false);
    return writer.appendInt64(version > 3 ? 1n : 0n).buffer;
  };
  for (const version of [0, 1, 2])
    expect(readConsumerSubscription(subscription(version))).toEqual({ topics: ["orders", "a.b"], rack: null });
  for (const version of [3, 4])
    expect(readConsumerSubscription(subscription(version))).toEqual({ topics: ["orders", "a.b"], rack: "rack-1" });
});

test("bytes of another protocol are refused, not misread into a huge answer", () => {
  // version 0 and 2^30 entries whose negative lengths would walk on the spot
  const backwards = Buffer.concat([Buffer.from([0, 0, 0x40, 0, 0, 0]), Buffer.alloc(64, 0xfb)]);
  for (const bytes of [Buffer.from('{"host":"registry"}'), Buffer.alloc(3), Buffer.alloc(64, 0xff), backwards]) {
    expect(() => readConsumerAssignment(bytes)).toThrow();
    expect(() => readConnectMember(bytes, bytes)).toThrow();
  }
});

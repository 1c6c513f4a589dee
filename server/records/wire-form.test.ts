import { expect, test } from "vitest";
import * as z from "zod/mini";
import { browseEvents, listMessages, type Message, type Payload, type ReadDone } from "../../lib/api/messages.ts";
import { wireEvents, wireReply } from "./wire-form.ts";

const schema = { id: 7, subject: "s", version: null, type: "AVRO" };
const payload: Payload = {
  format: "text",
  text: 'a "b"\n\u2028',
  encoding: "utf8",
  truncated: false,
  size: 9,
  refused: [],
  schema,
};
const message: Message = {
  partition: 3,
  offset: 2n ** 63n - 1n,
  timestamp: -1,
  timestampType: "append",
  key: null,
  value: { ...payload, syntax: "text", why: "a rule" },
  headers: [{ name: "h", value: { ...payload, schema: null } }],
  keySize: 0,
  valueSize: 9,
  compression: "zstd",
  producerId: -1n,
  transaction: "open",
  leaderEpoch: 4,
  batch: { baseOffset: 2n ** 62n, recordCount: 1, sizeBytes: 80, producerEpoch: -1, baseSequence: -1 },
};
const marker: Message = { ...message, value: null, control: { type: "commit", coordinatorEpoch: null } };
const done: ReadDone = {
  reason: "limit",
  scanned: 2n ** 62n,
  bytes: 1n,
  matched: 2,
  elapsedMs: 3,
  filterErrors: 0,
  firstFilterError: null,
  cursor: { next: "x", previous: null },
};
const plan = { partitions: [{ partition: 0, from: 0n, to: 2n ** 53n + 1n }], span: 1n, skipped: [], notes: [] };

test("messages in wire form are what the contract's schemas make of them", async () => {
  const reply = { messages: [message, marker], scan: { ...done, plan, problems: [] } };
  if (!listMessages.reply) throw new Error("listMessages replies nothing");
  expect(JSON.parse(wireReply(reply))).toEqual(JSON.parse(JSON.stringify(z.encode(listMessages.reply, reply))));
  const items = [message, marker];
  async function* given() {
    yield { event: "messages", data: { items } } as const;
    yield { event: "done", data: done } as const;
  }
  const [first, second] = await Array.fromAsync(wireEvents(given()));
  if (first?.event !== "messages") throw new Error("no messages");
  expect(JSON.parse(first.json)).toEqual(JSON.parse(JSON.stringify(z.encode(browseEvents.messages, { items }))));
  expect(second).toEqual({ event: "done", data: done });
});

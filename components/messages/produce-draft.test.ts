import { expect, test } from "vitest";
import type { Message } from "../../lib/api/messages.ts";
import { ProduceBody } from "../../lib/api/produce.ts";
import { bodyOf, draftFrom, emptyDraft, type ProduceDraft } from "./produce-draft.ts";
import { sideBytes, sideFault } from "./produce-side.ts";

const now = Date.UTC(2026, 6, 14, 10);
const payload = (text: string, format = "text", encoding: "utf8" | "base64" = "utf8") => ({
  format,
  text,
  encoding,
  truncated: false,
  size: text.length,
  schema: null,
  refused: [],
});
const message: Message = {
  partition: 2,
  offset: 18n,
  timestamp: now,
  timestampType: "create",
  key: payload("elastic/elasticsearch"),
  value: payload('{"id":9007199254740993}', "json"),
  headers: [
    { name: "h", value: payload("1") },
    { name: "h", value: payload("/w==", "binary", "base64") },
    { name: "", value: null },
  ],
  keySize: 21,
  valueSize: 23,
  compression: "zstd",
  producerId: -1n,
  transaction: null,
  leaderEpoch: 0,
  batch: { baseOffset: 18n, recordCount: 1, sizeBytes: 90, producerEpoch: -1, baseSequence: -1 },
};

test("a record becomes a draft that would write it again, to the byte", () => {
  const body = bodyOf(draftFrom(message), now, "utc");
  expect(body).toMatchObject({
    records: [
      {
        key: "elastic/elasticsearch",
        value: '{"id":9007199254740993}',
        headers: [
          { name: "h", value: "1" },
          { name: "h", value: { encoding: "base64", text: "/w==" } },
          { name: "", value: null },
        ],
      },
    ],
    acks: "all",
    idempotent: true,
    compression: "zstd",
  });
  expect(ProduceBody.safeParse(body).success).toBe(true);
});

test("null, empty, text and bytes are four different things", () => {
  const sent = (value: ProduceDraft["value"]) => {
    const body = bodyOf({ ...emptyDraft, value }, now, "utc");
    return "records" in body ? body.records[0]?.value : body.message;
  };
  expect(sent({ kind: "null", text: "left over" })).toBeNull();
  expect(sent({ kind: "text", text: "" })).toBe("");
  expect(sent({ kind: "text", text: "{" })).toBe("{");
  expect(sent({ kind: "base64", text: "/w\n==" })).toEqual({ encoding: "base64", text: "/w==" });
});

test("what was read by a schema is written by the same one, and sent as its format", () => {
  const schema = { id: 4, subject: "orders-value", version: 2, type: "PROTOBUF", message: "shop.Order" };
  const draft = draftFrom({
    ...message,
    key: payload("42", "int64"),
    value: { ...payload('{"id":1}', "protobuf"), schema },
  });
  expect(bodyOf(draft, now, "utc")).toMatchObject({
    records: [
      {
        key: { format: "int64", text: "42" },
        value: { format: "protobuf", text: '{"id":1}', subject: "orders-value", version: 2, message: "shop.Order" },
      },
    ],
  });
  // read by a rule of the configuration, and written by it
  const ruled = draftFrom({ ...message, value: payload("{}", "avro") });
  expect(bodyOf(ruled, now, "utc")).toMatchObject({ records: [{ value: { format: "avro", text: "{}" } }] });
  const unreadable = draftFrom({ ...message, value: payload("{}", "smile") });
  expect(unreadable.value).toEqual({ kind: "text", text: "{}" });
});

test("what cannot be sent says why", () => {
  expect(sideFault({ kind: "json", text: '{"a": 1,\n "b": }' })).toMatch(/^Not JSON: /);
  expect(sideFault({ kind: "json", text: "" })).toMatch(/cannot be empty/);
  expect(sideFault({ kind: "avro", text: "{" })).toMatch(/^Not JSON: /);
  expect(sideFault({ kind: "base64", text: "abc" })).toBe("This is not base64.");
  expect(bodyOf({ ...emptyDraft, value: { kind: "json", text: "{" } }, now, "utc")).toMatchObject({ field: "value" });
  expect(bodyOf({ ...emptyDraft, value: { kind: "text", text: "" }, timestamp: "soon" }, now, "utc")).toMatchObject({
    field: "timestamp",
  });
});

test("a partition, a time and weaker acks are sent as they were chosen", () => {
  const value = { kind: "text", text: "x" } as const;
  const body = bodyOf({ ...emptyDraft, value, partition: 3, timestamp: "-15m", acks: "1" }, now, "utc");
  expect(body).toMatchObject({
    records: [{ partition: 3, timestamp: now - 900_000 }],
    acks: "1",
    idempotent: false,
  });
});

test("sizes are bytes, not characters", () => {
  expect(sideBytes({ kind: "text", text: "ü😀" })).toBe(6);
  expect(sideBytes({ kind: "base64", text: "/w==" })).toBe(1);
  expect(sideBytes({ kind: "null", text: "x" })).toBe(0);
});

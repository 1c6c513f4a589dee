import { expect, test } from "vitest";
import type { Message, Payload } from "../../lib/api/messages.ts";
import { columnsOf, gridOf, pathCell, pathColumn, standardColumns } from "./record-columns.ts";

const payload = (text: string, over: Partial<Payload> = {}): Payload => ({
  format: "json",
  text,
  encoding: "utf8",
  truncated: false,
  size: text.length,
  schema: null,
  refused: [],
  ...over,
});
const message = (value: Payload | null): Message => ({
  partition: 0,
  offset: 1n,
  timestamp: 0,
  timestampType: "create",
  key: payload('{"id":7}'),
  value,
  headers: [
    { name: "trace", value: payload("a", { format: "text" }) },
    { name: "trace", value: null },
  ],
  keySize: 8,
  valueSize: 1,
  compression: "none",
  producerId: -1n,
  transaction: null,
  leaderEpoch: 0,
  batch: { baseOffset: 0n, recordCount: 1, sizeBytes: 1, producerEpoch: -1, baseSequence: -1 },
});
const cell = (of: Message, path: string) => {
  const column = pathColumn(path);
  return column ? pathCell(of, column) : undefined;
};

test("columns are known by their ids, paths by what they point at", () => {
  const columns = columnsOf(["time", "value.a.b", "a.b", 'headers["trace"]', "no path!"]);
  expect(columns.map(({ label }) => label)).toEqual(["Time", "a.b", 'headers["trace"]']);
  expect(columnsOf(columns.map(({ id }) => id))).toEqual(columns);
});

test("a cell holds what the record has there, exactly", () => {
  const one = message(payload('{"id": 9007199254740993, "t": "x\\ny", "o": {"k": 1}, "n": null}'));
  expect(cell(one, "id")).toEqual({ text: "9007199254740993", look: "number" });
  expect(cell(one, "t")).toEqual({ text: "x\ny", look: "text" });
  expect(cell(one, "o")).toEqual({ text: '{"k": 1}', look: "quiet" });
  expect(cell(one, "n")).toEqual({ text: "null", look: "quiet" });
  expect(cell(one, "key.id")).toEqual({ text: "7", look: "number" });
  expect(cell(one, 'headers["trace"]')).toEqual({ text: "a, null", look: "text" });
  expect(cell(one, "z")).toBe("missing");
  expect(cell(message(null), "id")).toBe("missing");
  expect(cell(message(payload('{"a": 1, "id": 12', { truncated: true })), "id")).toBe("cut");
});

test("some column always takes what is left", () => {
  const list = { hasDates: false, placePx: 90, isNarrow: false };
  expect(gridOf(columnsOf(standardColumns), {}, list).template).toBe(
    "92px 90px minmax(80px, 190px) minmax(120px, 1fr) 58px 66px",
  );
  expect(gridOf(columnsOf(["time", "size"]), { size: 80 }, list).template).toBe("92px minmax(80px, 1fr)");
  expect(gridOf(columnsOf(["time", "value"]), { value: 300 }, list).template).toBe("92px minmax(300px, 1fr)");
});

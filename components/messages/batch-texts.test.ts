import { expect, it } from "vitest";
import { firstOf } from "./batch-texts.ts";
import { parseBatch } from "./produce-batch.ts";

it("shows the first three records as they would be written", () => {
  const options = { form: "csv", separator: "", roles: { note: "header" }, key: { kind: "text" } } as const;
  const rows = parseBatch('key,id,note\na,1,"x"\nb,2,\nc,3,\nd,4,\n', { ...options, value: { kind: "text" } });
  const good = rows.flatMap((row) => ("record" in row ? [row] : []));
  expect(firstOf(good)).toEqual([
    { key: "a", value: '{"id":"1"}', headers: ["note: x"] },
    { key: "b", value: '{"id":"2"}', headers: ["note: "] },
    { key: "c", value: '{"id":"3"}', headers: ["note: "] },
  ]);
  expect(firstOf([{ record: { value: { encoding: "base64", text: "AAE=" } } }, { record: { key: "k" } }])).toEqual([
    { key: null, value: "base64:AAE=", headers: [] },
    { key: "k", value: null, headers: [] },
  ]);
});

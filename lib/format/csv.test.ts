import { expect, test } from "vitest";
import { csvText } from "./csv.ts";

test("a table with its head, safe for spreadsheets", () => {
  expect(
    csvText(
      ["name", "lag", "known"],
      [
        ['a "b", c', 9007199254740993n, true],
        ["=SUM(A1)", null, false],
      ],
    ),
  ).toBe(`name,lag,known\r\n"a ""b"", c",9007199254740993,true\r\n'=SUM(A1),,false\r\n`);
});

import { expect, test } from "vitest";
import { inOrderOf } from "./steady-order";

test("known rows keep their places with new values, newcomers stand at the end", () => {
  const rows = [
    { id: "new", lag: 9 },
    { id: "b", lag: 5 },
    { id: "a", lag: 3 },
  ];
  expect(inOrderOf(rows, ({ id }) => id, ["a", "b", "gone"])).toEqual([
    { id: "a", lag: 3 },
    { id: "b", lag: 5 },
    { id: "new", lag: 9 },
  ]);
});

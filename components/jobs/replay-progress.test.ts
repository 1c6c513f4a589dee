import { expect, it } from "vitest";
import { progressOf } from "./replay-progress.ts";

it("reads from the commits of a replay how far it has come", () => {
  const commit = (partition: number, committed: bigint | null, metadata: string | null) => ({
    topic: "orders",
    partition,
    committed,
    metadata,
  });
  expect(
    progressOf([
      commit(0, 40n, "klar1 h4sh 100 38 dGV4dA"),
      commit(1, 7n, "klar1 h4sh 7 7"),
      commit(2, null, "klar1 h4sh 5 0"),
      commit(3, 5n, "somebody's own"),
      commit(4, 5n, null),
    ]),
  ).toEqual({ topic: "orders", copied: 45n, left: 60n });
  expect(progressOf([])).toEqual({ topic: "", copied: 0n, left: 0n });
});

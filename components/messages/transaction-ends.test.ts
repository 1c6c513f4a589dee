import { expect, it } from "vitest";
import type { Message } from "@/lib/api/messages";
import { TransactionEnds } from "./transaction-ends.ts";

type One = Pick<Message, "partition" | "producerId" | "transaction" | "control">;

const record = (producerId: bigint, partition = 0): One => ({ partition, producerId, transaction: "open" });
const marker = (producerId: bigint, type: "commit" | "abort", partition = 0): One => ({
  partition,
  producerId,
  transaction: null,
  control: { type, coordinatorEpoch: 0 },
});

it("a record that came while its transaction was open is committed or aborted once its producer's marker came", () => {
  const ends = new TransactionEnds<One>(10);
  const [first, second, other, elsewhere] = [record(1n), record(1n), record(2n), record(1n, 1)];
  ends.take([first, other, second, elsewhere]);
  expect(ends.known(first)).toBe(first);
  ends.take([marker(1n, "abort")]);
  const third = record(1n);
  ends.take([third, marker(2n, "commit")]);
  const states = [first, second, other, elsewhere, third].map((one) => ends.known(one).transaction);
  expect(states).toEqual(["aborted", "aborted", "committed", "open", "open"]);
  expect(ends.known(first)).toBe(ends.known(first));
  ends.take([marker(1n, "commit")]);
  expect([ends.known(first).transaction, ends.known(third).transaction]).toEqual(["aborted", "committed"]);
  expect(ends.known(undefined)).toBeUndefined();
});

it("of a transaction without an end only the last records are kept", () => {
  const ends = new TransactionEnds<One>(2);
  const records = [record(1n), record(1n), record(1n)];
  ends.take([...records, marker(1n, "commit")]);
  expect(records.map((one) => ends.known(one).transaction)).toEqual(["open", "committed", "committed"]);
});

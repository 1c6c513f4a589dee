import { expect, it } from "vitest";
import { RateLog } from "./rate-log.ts";

const counts = (delivered: number, filtered = 0, skipped = 0) => ({
  delivered: BigInt(delivered),
  filtered: BigInt(filtered),
  skipped: BigInt(skipped),
});

it("tells what came, was shown and was skipped each second, and forgets the oldest", () => {
  const log = new RateLog(2);
  log.take(0, counts(0));
  expect(log.rates).toEqual([]);
  log.take(1000, counts(100, 10, 5));
  log.take(3000, counts(300, 10, 405));
  expect(log.rates).toEqual([
    { came: 115, shown: 100, skipped: 5 },
    { came: 300, shown: 100, skipped: 200 },
  ]);
  log.take(4000, counts(300, 10, 405));
  expect(log.rates.map(({ came }) => came)).toEqual([300, 0]);
});

it("says nothing of a pause, nor of two statuses in one moment", () => {
  const log = new RateLog(10);
  log.take(0, counts(0));
  log.take(100, counts(50));
  log.take(60_000, counts(60));
  expect(log.rates).toEqual([]);
  log.take(61_000, counts(80));
  expect(log.rates).toEqual([{ came: 20, shown: 20, skipped: 0 }]);
});

import { expect, it } from "vitest";
import { encodeBatch } from "../../kafka/batch/encode.ts";
import { everyRecord } from "../aside.ts";
import type { ScanJob, ScanSettings } from "../scan-here.ts";
import { scanGuarded } from "./guarded-pool.ts";

const settings: ScanSettings = {
  sieve: { ...everyRecord, where: "value.id >= 0" },
  shape: { topic: "orders", keyFormat: "auto", valueFormat: "auto", maxBytes: 1000 },
  row: null,
};

/** One partition with a few records, in a buffer of its own. */
function job(): ScanJob {
  const records = [1, 2, 3].map((id) => ({
    key: null,
    value: Buffer.from(JSON.stringify({ id })),
    headers: [],
    timestamp: 0,
  }));
  const batch = encodeBatch({ records, codec: "none" });
  const batches = Buffer.allocUnsafeSlow(batch.length);
  batch.copy(batches);
  return {
    answer: { batches, aborted: [], lastStableOffset: 3n },
    slice: {
      partition: 0,
      from: 0n,
      to: 3n,
      showsAll: false,
      most: Number.POSITIVE_INFINITY,
      mostLast: Number.POSITIVE_INFINITY,
      skip: null,
    },
  };
}

it("looks at nothing of a search that was given up while it waited, and at everything of the others", async () => {
  const gone = new AbortController();
  const first = scanGuarded(settings, [job()]);
  const given = Array.from({ length: 20 }, () => scanGuarded(settings, [job()], gone.signal));
  const last = scanGuarded(settings, [job()]);
  gone.abort();
  expect(await Promise.all(given)).toEqual(given.map(() => []));
  for (const readings of [await first, await last]) {
    expect(readings).toHaveLength(1);
    expect(readings[0]?.found).toHaveLength(3);
  }
});

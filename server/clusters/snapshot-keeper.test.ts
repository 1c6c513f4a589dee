import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { KafkaError } from "../kafka/error.ts";
import { picture } from "./picture.fixtures.ts";
import type { Snapshot } from "./snapshot.ts";
import { SnapshotKeeper } from "./snapshot-keeper.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A keeper whose readings end when the test says so. */
function watched({ costMs = 10, problems = [] as Snapshot["problems"] } = {}) {
  const readings: { end: () => void; fail: (error: Error) => void }[] = [];
  const taken: Snapshot[] = [];
  const keeper = new SnapshotKeeper(
    () => {
      const asOf = Date.now();
      return new Promise((resolve, reject) => {
        readings.push({ end: () => resolve(picture({ asOf, costMs, problems })), fail: reject });
      });
    },
    (snapshot) => taken.push(snapshot),
  );
  return { keeper, readings, taken };
}

/** What a promise stands at: its value, "waits", or the error. */
async function state<T>(promise: Promise<T>): Promise<T | "waits" | Error> {
  let now: T | "waits" | Error = "waits";
  promise.then(
    (value) => {
      now = value;
    },
    (error: Error) => {
      now = error;
    },
  );
  await vi.advanceTimersByTimeAsync(0);
  return now;
}

const unreachable = new KafkaError(-101, "broker");

describe("readings", () => {
  it("are shared by all who wait for one", async () => {
    const { keeper, readings, taken } = watched();
    const both = Promise.all([keeper.get(), keeper.get()]);
    expect(readings.length).toBe(1);
    readings[0]?.end();
    const [a, b] = await both;
    expect(a).toBe(b);
    expect(taken).toEqual([a]);
  });

  it("go on every 5 s while somebody looks, and end 30 s after the last look", async () => {
    const { keeper, readings } = watched();
    const first = keeper.get();
    readings[0]?.end();
    await first;
    for (let second = 0; second < 120; second++) {
      await vi.advanceTimersByTimeAsync(1_000);
      readings.at(-1)?.end();
    }
    expect(readings.length).toBe(7);
    keeper.close();
  });

  it("are not held back by a broker that is gone: its return is looked for", async () => {
    const problems = [{ target: "broker 2", code: "unreachable" as const, message: "It does not answer." }];
    const { keeper, readings } = watched({ costMs: 2_000, problems });
    keeper.look();
    await vi.advanceTimersByTimeAsync(0);
    readings[0]?.end();
    await vi.advanceTimersByTimeAsync(5_100);
    keeper.look();
    expect(readings.length).toBe(2);
  });

  it("that cost much are made less often: a 20th of the time at most", async () => {
    const { keeper, readings } = watched({ costMs: 1_000 });
    const first = keeper.get();
    readings[0]?.end();
    await first;
    await vi.advanceTimersByTimeAsync(19_000);
    keeper.look();
    expect(readings.length).toBe(1);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(readings.length).toBe(2);
    keeper.close();
  });

  it("are made every 10 s for history, and at once every 5 s when somebody comes to look", async () => {
    const { keeper, readings } = watched();
    const pass = async (seconds: number, eachSecond: () => void) => {
      for (let second = 0; second < seconds; second++) {
        eachSecond();
        readings.at(-1)?.end();
        await vi.advanceTimersByTimeAsync(1_000);
      }
    };
    await pass(37, () => keeper.keep());
    expect(readings.length).toBe(4);
    await pass(1, () => keeper.look());
    expect(readings.length).toBe(5);
    await pass(21, () => keeper.look());
    expect(readings.length).toBe(9);
    keeper.close();
  });

  it("are made every half minute while the cluster is only seen among others", async () => {
    const { keeper, readings } = watched();
    for (let second = 0; second < 65; second++) {
      keeper.glance();
      readings.at(-1)?.end();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(readings.length).toBe(3);
  });

  it("are not begun after it was closed", async () => {
    const { keeper, readings } = watched();
    const first = keeper.get();
    readings[0]?.end();
    await first;
    keeper.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(readings.length).toBe(1);
  });
});

describe("a picture", () => {
  it("is given at once while it is fresh, without another reading", async () => {
    const { keeper, readings } = watched();
    const first = keeper.get();
    readings[0]?.end();
    const snapshot = await first;
    expect(await state(keeper.get())).toBe(snapshot);
    expect(readings.length).toBe(1);
  });

  it("that nobody looked at for long is taken anew first", async () => {
    const { keeper, readings } = watched();
    const first = keeper.get();
    readings[0]?.end();
    await first;
    await vi.advanceTimersByTimeAsync(5_100);
    readings[1]?.end();
    await vi.advanceTimersByTimeAsync(3_600_000);
    readings.at(-1)?.end();
    await vi.advanceTimersByTimeAsync(3_600_000);
    const before = readings.length;
    const next = keeper.get();
    expect(await state(next)).toBe("waits");
    expect(readings.length).toBe(before + 1);
    readings.at(-1)?.end();
    expect((await next).asOf).toBe(Date.now());
  });

  it("after a change is one whose reading began later", async () => {
    const { keeper, readings } = watched();
    const before = keeper.get();
    keeper.markStale();
    const after = keeper.get();
    readings[0]?.end();
    await before;
    expect(await state(after)).toBe("waits");
    expect(readings.length).toBe(2);
    readings[1]?.end();
    expect(await state(after)).toBe(keeper.current);
  });
});

describe("a cluster that does not answer", () => {
  it("is an error as long as there never was a picture", async () => {
    const { keeper, readings } = watched();
    const first = keeper.get();
    readings[0]?.fail(unreachable);
    await expect(first).rejects.toBe(unreachable);
    expect(keeper.failure).toBe(unreachable);
  });

  it("leaves the last picture, its age and a problem, and comes back by itself", async () => {
    const { keeper, readings } = watched();
    const first = keeper.get();
    readings[0]?.end();
    const { asOf } = await first;
    await vi.advanceTimersByTimeAsync(5_000);
    readings[1]?.fail(unreachable);
    await vi.advanceTimersByTimeAsync(0);
    const old = await keeper.get();
    expect(old).toMatchObject({ asOf, problems: [{ target: "cluster", code: "unreachable" }] });
    await vi.advanceTimersByTimeAsync(5_000);
    readings[2]?.end();
    await vi.advanceTimersByTimeAsync(0);
    expect(await keeper.get()).toMatchObject({ asOf: asOf + 10_000, problems: [] });
    keeper.close();
  });

  it("keeps nobody waiting longer than 8 s who can be shown an old picture", async () => {
    const { keeper, readings } = watched();
    const first = keeper.get();
    readings[0]?.end();
    const { asOf } = await first;
    keeper.markStale();
    const next = keeper.get();
    await vi.advanceTimersByTimeAsync(8_000);
    expect(await next).toMatchObject({ asOf, problems: [{ code: "deadline" }] });
    keeper.close();
  });

  it("is no longer waited for by somebody who left", async () => {
    const { keeper } = watched();
    const leaving = new AbortController();
    const first = keeper.get(leaving.signal);
    leaving.abort(new Error("left"));
    await expect(first).rejects.toThrow("left");
  });
});

describe("a connection that a broker has ended", () => {
  it("makes the next reading come at once, and lists wait for it", async () => {
    // so dear a reading would be repeated only after a minute
    const { keeper, readings } = watched({ costMs: 10_000 });
    const first = keeper.get();
    readings[0]?.end();
    await first;
    await vi.advanceTimersByTimeAsync(3_000);
    for (let i = 0; i < 5; i++) keeper.lost();
    const list = keeper.get();
    expect(await state(list)).toBe("waits");
    expect(readings.length).toBe(2);
    readings[1]?.end();
    expect(await list).toMatchObject({ problems: [] });
    // one that is lost while a reading is under way is looked at after it, without anybody asking
    await vi.advanceTimersByTimeAsync(3_000);
    keeper.lost();
    await vi.advanceTimersByTimeAsync(200);
    expect(readings.length).toBe(3);
    keeper.lost();
    readings[2]?.end();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(readings.length).toBe(4);
  });

  it("begins nothing while nobody looks", async () => {
    const { keeper, readings } = watched();
    const first = keeper.get();
    readings[0]?.end();
    await first;
    await vi.advanceTimersByTimeAsync(60_000);
    const { length } = readings;
    keeper.lost();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(readings.length).toBe(length);
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { HistoryFile } from "./history-file.ts";
import { HistoryStore, type StoreOptions } from "./history-store.ts";
import type { Value } from "./series.ts";
import { TickBuilder } from "./tick-builder.ts";

const directory = mkdtempSync(join(tmpdir(), "klar-history-"));
afterAll(() => rmSync(directory, { recursive: true }));

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** A midnight, so that steps and chunks begin there. */
const start = Date.UTC(2026, 2, 1);

/** A console with a clock of its own: `take` measures the lag, rate and position of one group. */
function consoleWith(options: StoreOptions = {}, store = new HistoryStore("c", options)) {
  const builder = new TickBuilder();
  let steadyAt = 0;
  let last: number | null = null;
  return {
    store,
    take(at: number, lag: bigint | null, { rate = 1, clock = at - (last ?? at) } = {}) {
      steadyAt += clock;
      last = at;
      builder.put("group g", "lag", "count", lag);
      builder.put("group g", "rate", "rate", rate);
      builder.put("group g", "committed", "offset", lag === null ? null : 9_007_199_254_740_993n + lag, false);
      return store.take(builder.finish(at, steadyAt));
    },
    read(from: number, to: number, points = 720, name = "lag") {
      const { times, series, ...rest } = store.read({ subjects: ["group g"], from, to, points });
      const column = series.find((one) => one.name === name);
      return { times, ...rest, values: column?.values ?? [], min: column?.min ?? [], max: column?.max ?? [] };
    },
  };
}

describe("in memory", () => {
  it("gives back what was measured, oldest first, between two times, exact beyond 2^53", () => {
    const console = consoleWith();
    for (const [at, lag] of [
      [0, 1n],
      [10_000, null],
      [20_000, 3n],
      [21_000, 99n],
    ] as const)
      console.take(start + at, lag);
    expect(console.read(start, start + minute)).toMatchObject({
      times: [0, 10_000, 20_000].map((at) => start + at),
      values: [1n, null, 3n],
      stepMs: 10_000,
      source: "memory",
    });
    expect(console.read(start + 5_000, start + 15_000).times).toEqual([start + 10_000]);
    expect(console.read(start, start + minute, 720, "committed").values).toEqual([
      9_007_199_254_740_994n,
      null,
      9_007_199_254_740_996n,
    ]);
  });

  it("keeps a spike, and the mean of a rate, when there are fewer points than samples", () => {
    const console = consoleWith();
    for (let i = 0; i < 100; i++) console.take(start + i * 10_000, i === 37 ? 5_000n : 2n, { rate: i % 2 });
    const lag = console.read(start, start + 1_000_000, 10);
    expect(lag.times.length).toBeLessThanOrEqual(10);
    expect(lag.max).toContain(5_000n);
    expect(lag.values).not.toContain(5_000n);
    for (const mean of console.read(start, start + 1_000_000, 10, "rate").values) expect(mean).toBeCloseTo(0.5, 1);
  });

  it("shows a pause as one point without a value", () => {
    const console = consoleWith();
    for (const at of [0, 10_000, 20_000, 300_000, 310_000]) console.take(start + at, 1n);
    expect(console.read(start, start + 400_000).values).toEqual([1n, 1n, 1n, null, 1n, 1n]);
  });

  it("goes round, and forgets series that nobody measures", () => {
    const console = consoleWith({ capacity: 5 });
    for (let i = 0; i < 9; i++) console.take(start + i * 10_000, BigInt(i));
    expect(console.read(start, start + minute * 2).values).toEqual([4n, 5n, 6n, 7n, 8n]);
    const other = new TickBuilder();
    for (let i = 9; i < 2_000; i++) {
      other.put("group h", "lag", "count", 1n);
      console.store.take(other.finish(start + i * 10_000, i * 10_000));
    }
    expect(console.store.subjectsLike("group")).toEqual(["group h"]);
  });

  it("takes out what lies ahead when the clock was set back, and tells of it", () => {
    const console = consoleWith();
    for (const at of [0, 10_000, 20_000, 300_000]) console.take(start + at, 1n, { clock: 10_000 });
    console.take(start + 25_000, 2n, { clock: 10_000 });
    console.take(start + 35_000, 3n);
    expect(console.read(start, start + hour).values).toEqual([1n, 1n, 2n, 3n]);
    expect(console.store.events(0, Number.MAX_SAFE_INTEGER)).toMatchObject([
      { kind: "clock", message: expect.stringContaining("ahead by 4 min 30 s") },
      { kind: "clock", message: expect.stringContaining("back by 4 min 45 s") },
    ]);
  });
});

describe("on disk", () => {
  const path = join(directory, "a.sqlite");

  it("has minutes for two days and five minutes for thirty, read by another process's store", () => {
    const file = new HistoryFile(path);
    const console = consoleWith({ file });
    // every 30 s, so that the days go by quickly; one spike a day
    const days = 3;
    for (let at = 0; at < days * day; at += 30_000) console.take(start + at, at % day === 13 * hour ? 7_777n : 5n);
    expect(console.store.problem).toBeNull();
    file.close();
    const again = new HistoryFile(path);
    const back = consoleWith({}, new HistoryStore("c", { file: again }));
    const end = start + days * day;
    const whole = back.read(start, end, 300);
    expect(whole).toMatchObject({ source: "disk" });
    expect(whole.stepMs % 300_000).toBe(0);
    expect(whole.max.filter((lag) => lag === 7_777n)).toHaveLength(days);
    expect(new Set(whole.values)).toEqual(new Set<Value>([5n]));
    expect(whole.values.length).toBeGreaterThan(250);
    const spike = back.read(start + 2 * day + 12 * hour, start + 2 * day + 14 * hour, 720);
    expect(spike.stepMs).toBe(minute);
    expect(spike.max.filter((lag) => lag === 7_777n)).toHaveLength(1);
    // the last two hours are as they were taken
    const recent = back.read(end - hour, end);
    expect(recent).toMatchObject({ source: "memory", stepMs: 10_000 });
    expect(recent.values).toHaveLength(120);
    again.close();
  });

  it("is one process's at a time, and says so", () => {
    const file = new HistoryFile(join(directory, "locked.sqlite"));
    expect(() => new HistoryFile(join(directory, "locked.sqlite"))).toThrow(/locked/);
    file.close();
  });

  it("stays below its bound, the oldest going first", () => {
    const file = new HistoryFile(join(directory, "bounded.sqlite"));
    const mostBytes = 400_000;
    const builder = new TickBuilder();
    const store = new HistoryStore("c", { file, mostBytes, capacity: 60 });
    for (let at = 0; at < 2 * day; at += 5 * minute) {
      for (let i = 0; i < 40; i++) builder.put("group g", `lag ${i}`, "gauge", Math.random());
      store.take(builder.finish(start + at, at));
      // the moments of memory are there besides
      expect(file.usedBytes).toBeLessThan(mostBytes * 2);
    }
    expect(store.problem).toBeNull();
    const { times } = store.read({ subjects: ["group g"], from: start, to: start + 2 * day, points: 720 });
    expect(times[0]).toBeGreaterThan(start + 4 * hour);
    file.close();
  });

  it("drops nothing because a clock was ahead for a while", () => {
    const file = new HistoryFile(join(directory, "clock.sqlite"));
    const console = consoleWith({ file });
    for (let at = 0; at < 10 * hour; at += 20_000) console.take(start + at, 5n);
    // a year ahead for a minute, and back
    for (let i = 0; i < 3; i++) console.take(start + 365 * day + i * 20_000, 6n, { clock: 20_000 });
    for (let at = 10 * hour; at < 20 * hour; at += 20_000)
      console.take(start + at, 7n, at === 10 * hour ? { clock: 20_000 } : {});
    const { values } = console.read(start, start + 20 * hour, 300);
    expect(values.filter((lag) => lag === 5n).length).toBeGreaterThan(100);
    expect(values.filter((lag) => lag === 7n).length).toBeGreaterThan(100);
    expect(console.store.problem).toBeNull();
    file.close();
  });

  it("goes on in memory when the disk refuses, and takes up writing when it no longer does", () => {
    const file = new HistoryFile(join(directory, "full.sqlite"));
    const console = consoleWith({ file });
    console.take(start, 1n);
    const write = file.putMoment;
    file.putMoment = () => {
      throw new Error("database or disk is full");
    };
    console.take(start + 10_000, 2n);
    expect(console.store.problem).toBe("database or disk is full");
    expect(console.read(start, start + minute).values).toEqual([1n, 2n]);
    file.putMoment = write;
    console.take(start + 20_000, 3n);
    expect(console.store.problem).toBeNull();
    file.close();
  });
});

import { describe, expect, it } from "vitest";
import { EndRing } from "./end-ring.ts";

const ends = (latest: (bigint | null)[], topicId = "id") => [["t", { topicId, latest }]] as const;
const second = 1_000;
const minute = 60_000;

/** Ends that grow by `perSecond` from 0 on, sampled every `every` ms until `until`. */
function steady({ perSecond = 10, every = 5 * second, until = 10 * minute } = {}) {
  const ring = new EndRing();
  const endAt = (at: number) => BigInt(Math.floor((at / 1000) * perSecond));
  for (let at = 0; at <= until; at += every) ring.push(at, ends([endAt(at)]));
  return { ring, endAt, now: { at: until, latest: endAt(until) } };
}

describe("time behind", () => {
  it.each([1, 7, 30, 90, 300, 599])("of a steady topic is exact to the sample: %i s", (seconds) => {
    const { ring, endAt, now } = steady();
    const behind = ring.timeBehind("t", 0, endAt(now.at - seconds * second), now);
    expect(Math.abs((behind?.ms ?? 0) - seconds * second)).toBeLessThanOrEqual(100);
    expect(behind?.least).toBeLessThanOrEqual(behind?.ms ?? 0);
    expect(behind?.most ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(behind?.ms ?? 0);
  });

  it("is 0 at the end and beyond it", () => {
    const { ring, now } = steady();
    expect(ring.timeBehind("t", 0, now.latest, now)?.ms).toBe(0);
    expect(ring.timeBehind("t", 0, now.latest + 5n, now)?.ms).toBe(0);
  });

  it("begins with the first record after a pause, not with the last before it", () => {
    const ring = new EndRing();
    for (let at = 0; at <= 10 * minute; at += 10 * second) ring.push(at, ends([at < 9 * minute ? 100n : 150n]));
    const behind = ring.timeBehind("t", 0, 100n, { at: 10 * minute, latest: 150n });
    expect(behind).toMatchObject({ least: minute, most: 70 * second });
    expect(behind?.ms).toBeGreaterThan(minute);
  });

  it("goes on before the first sample at the pace of the samples, but not for ever", () => {
    const ring = new EndRing();
    for (let at = 0; at <= minute; at += 5 * second) ring.push(at, ends([BigInt(1000 + at / 100)]));
    const now = { at: minute, latest: 1600n };
    expect(ring.timeBehind("t", 0, 800n, now)).toEqual({ ms: 80 * second, least: minute, most: null });
    expect(ring.timeBehind("t", 0, -9000n, now)).toEqual({ ms: minute, least: minute, most: null });
  });

  it("is not known after a look or two, nor of a topic that was not sampled", () => {
    const ring = new EndRing();
    ring.push(0, ends([10n]));
    ring.push(5 * second, ends([20n]));
    expect(ring.timeBehind("t", 0, 5n, { at: 5 * second, latest: 20n })).toBeNull();
    expect(ring.timeBehind("other", 0, 5n, { at: 5 * second, latest: 20n })).toBeNull();
    expect(ring.timeBehind("t", 3, 5n, { at: 5 * second, latest: 20n })).toBeNull();
  });
});

describe("the samples", () => {
  it("stay bounded over a day and within a tenth of any age", () => {
    const { ring, endAt, now } = steady({ until: 24 * 60 * minute, every: 10 * second });
    for (const minutes of [1, 5, 20, 60, 300, 1200]) {
      const age = minutes * minute;
      const behind = ring.timeBehind("t", 0, endAt(now.at - age), now);
      expect(Math.abs((behind?.ms ?? 0) - age)).toBeLessThan(age / 10);
      expect((behind?.most ?? 0) - (behind?.least ?? 0)).toBeLessThan(age / 5 + 20 * second);
    }
    expect(ring.spanMs).toBeGreaterThan(23 * 60 * minute);
  });

  it("of a topic that was recreated are not those of the new one", () => {
    const { ring, now } = steady({ until: minute });
    ring.push(now.at + 5 * second, ends([3n], "new"));
    expect(ring.timeBehind("t", 0, 1n, { at: now.at + 6 * second, latest: 4n })).toBeNull();
  });

  it("skip what could not be read, and begin anew when the clock was set back", () => {
    const ring = new EndRing();
    for (let at = 0; at <= minute; at += 5 * second) ring.push(at, ends([at === 30 * second ? null : BigInt(at)]));
    const now = { at: minute, latest: 60_000n };
    expect(ring.timeBehind("t", 0, 30_000n, now)?.ms).toBeCloseTo(30 * second, -1);
    ring.push(10 * second, ends([60_001n]));
    expect(ring.spanMs).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import { groupLags } from "./group-lags.ts";
import { group, picture, topic } from "./picture.fixtures.ts";
import { Ring } from "./ring.ts";
import type { GroupPicture, TopicPicture } from "./snapshot.ts";

const start = 1_700_000_000_000;

/** A ring fed with one picture each 5 s. */
function ringOf(pictures: { topics?: TopicPicture[]; groups?: GroupPicture[] }[], every = 5_000): Ring {
  const ring = new Ring();
  pictures.forEach((parts, nth) => {
    const snapshot = picture({ ...parts, offsetsAt: start + nth * every });
    ring.push(snapshot, groupLags(snapshot));
  });
  return ring;
}

describe("rates", () => {
  it("are what the ends of the partitions grew by in a second", () => {
    const ring = ringOf([{ topics: [topic("a", [10n, 0n])] }, { topics: [topic("a", [50n, 10n])] }]);
    expect(ring.topicRate("a", "id-of-a")).toBe(10);
    expect(ring.totalRate()).toBe(10);
  });

  it("are unknown at the first look, and 0 where nothing came", () => {
    expect(ringOf([{ topics: [topic("a", [10n])] }]).topicRate("a", "id-of-a")).toBeNull();
    const still = [{ topics: [topic("a", [10n])] }, { topics: [topic("a", [10n])] }];
    expect(ringOf(still).topicRate("a", "id-of-a")).toBe(0);
    expect(ringOf(still).topicRate("b", "id-of-b")).toBeNull();
  });

  it("are a mean over a quarter of a minute", () => {
    const ends = [0n, 50n, 100n, 250n, 250n];
    const ring = ringOf(ends.map((end) => ({ topics: [topic("a", [end])] })));
    // 10, 10, 30 and 0 a second; the first is more than 15 s before the last by its end
    expect(ring.topicRate("a", "id-of-a")).toBe((10 + 10 + 30 + 0) / 4);
  });

  it("begin anew when a topic was recreated, and are unknown when its ends went back", () => {
    const recreated = [{ topics: [topic("a", [100n])] }, { topics: [topic("a", [7n], { topicId: "other" })] }];
    expect(ringOf(recreated).topicRate("a", "other")).toBeNull();
    expect(ringOf(recreated).topicRate("a", "id-of-a")).toBeNull();
    const backwards = [{ topics: [topic("a", [100n])] }, { topics: [topic("a", [7n])] }];
    expect(ringOf(backwards).topicRate("a", "id-of-a")).toBeNull();
  });

  it("leave out partitions that are not known in both pictures", () => {
    const ring = ringOf([{ topics: [topic("a", [0n, null])] }, { topics: [topic("a", [5n, 900n, 900n])] }]);
    expect(ring.topicRate("a", "id-of-a")).toBe(1);
  });

  it("count beyond 2^53 exactly", () => {
    const far = 2n ** 62n;
    const ring = ringOf([{ topics: [topic("a", [far])] }, { topics: [topic("a", [far + 5n])] }]);
    expect(ring.topicRate("a", "id-of-a")).toBe(1);
  });

  it("are not made of pictures too close to each other or too far apart", () => {
    const two = [{ topics: [topic("a", [0n])] }, { topics: [topic("a", [9_000n])] }];
    expect(ringOf(two, 1_000).totalRateSeries().length).toBe(1);
    expect(ringOf(two, 3_600_000).topicRate("a", "id-of-a")).toBeNull();
  });

  it("keep ten minutes and no more", () => {
    const pictures = Array.from({ length: 500 }, (_, nth) => ({ topics: [topic("a", [BigInt(nth * 5)])] }));
    const ring = ringOf(pictures);
    const series = ring.totalRateSeries();
    expect(series.length).toBe(120);
    expect(series.map(([at]) => at)).toEqual(series.map(([at]) => at).sort());
    expect(series.at(-1)).toEqual([start + 499 * 5_000, 1]);
    expect(ring.topicRates("a", "id-of-a")).toEqual(Array(24).fill(1));
  });
});

describe("lag", () => {
  const behind = (committed: bigint) => ({
    topics: [topic("a", [1_000n])],
    groups: [group("g", { commits: [["a", 0, committed]] })],
  });

  it("grows by the slope of the last minutes", () => {
    // 10 records more behind with each picture, 12 pictures a minute
    const ring = ringOf([900n, 890n, 880n, 870n, 860n].map(behind));
    expect(ring.groupLagGrowth("g")).toBe(120);
    expect(ring.groupLagSeries("g").map(([, lag]) => lag)).toEqual([100, 110, 120, 130, 140]);
  });

  it("shrinks with a minus, and is not judged by a few points", () => {
    expect(ringOf([0n, 500n, 1_000n, 1_000n, 1_000n].map(behind)).groupLagGrowth("g")).toBeLessThan(0);
    expect(ringOf([900n, 890n, 880n].map(behind)).groupLagGrowth("g")).toBeNull();
  });

  it("of a group that is only remembered is not one of now", () => {
    const remembered = behind(900n);
    const [g] = remembered.groups;
    const ring = ringOf([behind(900n), { ...remembered, groups: g ? [{ ...g, remembered: true }] : [] }]);
    expect(ring.groupLagSeries("g").map(([, lag]) => lag)).toEqual([100, null]);
  });
});

import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod/mini";
import { eventually, testBootstrap, uniqueName } from "../../e2e/support/rig.ts";
import { getGroupHistory } from "../../lib/api/group-history.ts";
import { type Cluster, createCluster } from "../clusters/cluster.ts";
import { localHistory } from "../history/history.ts";
import { openCluster } from "../kafka/open.ts";
import { groupHistory } from "./group-history.ts";
import { type Stand, sent, standOn } from "./rig.fixtures.ts";

/** A console that samples by itself, beside one that only looks when it is asked. */
let stand: Stand;
let sampling: Cluster;
let topic: string;
const id = uniqueName("g2-history");

beforeAll(async () => {
  stand = standOn();
  topic = await stand.ownTopic({ partitions: 2 });
  await stand.fill(topic, [5, 2]);
  const commits = [
    { topic, partition: 0, offset: 3n },
    { topic, partition: 1, offset: 9n },
  ];
  for (const item of await stand.cluster.kafka.commitOffsets(id, commits)) if (!item.ok) throw item.error;
  const bootstrapServers = testBootstrap().split(",");
  const config = { name: "s", bootstrapServers, environment: null, readOnly: false, tls: null, sasl: null };
  sampling = createCluster(config, openCluster({ name: "s", bootstrapServers }), { history: localHistory() });
});

afterAll(async () => {
  await sampling.close();
  await stand.cluster.kafka.deleteGroup(id);
  await stand.close();
});

const query = (text: Record<string, string> = {}) =>
  z.parse(getGroupHistory.query as NonNullable<typeof getGroupHistory.query>, text);

it("has a group's lag, commits and ends over time without anybody having looked", async () => {
  const history = await eventually("two samples were taken", async () => {
    const found = await groupHistory(sampling, id, query());
    return found.times.length >= 2 && found.topics[0] ? sent(getGroupHistory, found) : undefined;
  });
  const all = history.times.map(() => null);
  expect(history).toMatchObject({
    enabled: true,
    lag: all.map(() => "2"),
    memberCount: all.map(() => 0),
    topics: [
      {
        topic,
        lag: all.map(() => "2"),
        partitions: [
          { partition: 0, lag: all.map(() => "2"), committed: all.map(() => "3"), latest: all.map(() => "5") },
          { partition: 1, lag: all.map(() => "0"), committed: all.map(() => "9"), latest: all.map(() => "2") },
        ],
      },
    ],
  });
  expect(history.to - history.from).toBe(3_600_000);
  expect((history.times[1] ?? 0) - (history.times[0] ?? 0)).toBeGreaterThan(0);
  const none = await groupHistory(sampling, id, query({ from: "0", to: "1000" }));
  expect(none).toMatchObject({ from: 0, to: 1000, times: [], lag: [] });
});

it("is what the last minutes showed where nothing is kept, and says so", async () => {
  stand.cluster.markStale();
  const history = await groupHistory(stand.cluster, id, query({ from: "-5m" }));
  expect(history).toMatchObject({ enabled: false, source: "pictures", topics: [{ topic, partitions: [] }] });
  expect(history.lag.at(-1)).toBe(2n);
  await expect(groupHistory(stand.cluster, "g2-nobody", query())).rejects.toMatchObject({ code: "no-such-group" });
});

it.each([{ from: "soon" }, { points: "0" }, { points: "721" }, { step: "1" }])("refuses %j", (text) => {
  expect(() => query(text as Record<string, string>)).toThrow();
});

it("asks what has kept our metrics for longer, and goes on without it", async () => {
  const { cluster } = stand;
  const asked: unknown[] = [];
  const times = [Date.now() - 80 * 86_400_000];
  let fails = false;
  const withRanges: Cluster = Object.create(cluster, {
    longRanges: {
      value: async (ask: unknown) => {
        asked.push(ask);
        if (fails) throw new Error("no");
        const column = { values: [5n], min: [5n], max: [7n] };
        const series = [{ subject: `group\u0000${id}`, name: "lag", kind: "count", ...column }];
        return { times, stepMs: 86_400_000, source: "prometheus", series };
      },
    },
  });
  const long = await groupHistory(withRanges, id, query({ from: "-90d" }));
  expect(long).toMatchObject({ source: "prometheus", resolutionMs: 86_400_000, times, lag: [7n], problems: [] });
  await groupHistory(withRanges, id, query({ from: "-5m" }));
  expect(asked).toHaveLength(1);
  fails = true;
  const without = await groupHistory(withRanges, id, query({ from: "-90d" }));
  expect(without).toMatchObject({ source: "pictures", problems: [{ target: "prometheus" }] });
  expect(without.lag.at(-1)).toBe(2n);
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, uniqueName } from "../../e2e/support/rig.ts";
import { createCluster } from "../clusters/cluster.ts";
import { openCluster } from "../kafka/open.ts";
import { metrics } from "./metrics.ts";
import { type Stand, standOn } from "./rig.fixtures.ts";

let stand: Stand;
let topic: string;
const odd = `g2-"metrics"\\ ${uniqueName("x")}`;

beforeAll(async () => {
  stand = standOn();
  topic = await stand.ownTopic({ partitions: 2, replicationFactor: 3 });
  await stand.fill(topic, [5, 2]);
  const commits = [
    { topic, partition: 0, offset: 3n },
    { topic, partition: 1, offset: 2n },
  ];
  for (const item of await stand.cluster.kafka.commitOffsets(odd, commits)) if (!item.ok) throw item.error;
  stand.cluster.markStale();
});

afterAll(async () => {
  await stand.cluster.kafka.deleteGroup(odd);
  await stand.close();
});

type Series = { name: string; labels: Record<string, string>; value: number };

/** Reads the text format strictly: every line a comment or a sample, families in one piece. */
function parsed(text: string): Series[] {
  const series: Series[] = [];
  const seen: string[] = [];
  for (const line of text.trimEnd().split("\n")) {
    const comment = /^# (HELP|TYPE) ([a-z_]+) (.+)$/.exec(line);
    if (comment) {
      if (comment[1] === "HELP") seen.push(comment[2] ?? "");
      continue;
    }
    const sample = /^([a-z_]+)\{((?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)*)\} (-?\d+(?:\.\d+)?(?:e-?\d+)?)$/.exec(line);
    if (!sample) throw new Error(`no sample: ${line}`);
    const [, name = "", labels = "", value] = sample;
    if (name !== seen.at(-1)) throw new Error(`${name} is not in one piece`);
    const pairs = [...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = "", raw = ""]) => [
      key,
      raw.replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c)),
    ]);
    series.push({ name, labels: Object.fromEntries(pairs), value: Number(value) });
  }
  expect(new Set(seen).size).toBe(seen.length);
  return series;
}

describe("GET /metrics", () => {
  it("has offsets, lag and members under the names of kafka_exporter", async () => {
    const series = parsed(await metrics([stand.cluster]));
    const told = (name: string, labels: Record<string, string> = {}) =>
      series.find((one) => one.name === name && Object.entries(labels).every(([key, text]) => one.labels[key] === text))
        ?.value;
    const group = { cluster: "rig", consumergroup: odd };
    const first = { topic, partition: "0" };
    expect(told("kafka_topic_partitions", { topic })).toBe(2);
    expect(told("kafka_topic_partition_current_offset", first)).toBe(5);
    expect(told("kafka_topic_partition_oldest_offset", first)).toBe(0);
    expect(told("kafka_topic_partition_in_sync_replica", first)).toBe(3);
    expect(told("kafka_topic_partition_under_replicated_partition", first)).toBe(0);
    expect(told("kafka_consumergroup_current_offset", { ...group, ...first })).toBe(3);
    expect(told("kafka_consumergroup_lag", { ...group, ...first })).toBe(2);
    expect(told("kafka_consumergroup_lag_sum", { ...group, topic })).toBe(2);
    expect(told("kafka_consumergroup_current_offset_sum", { ...group, topic })).toBe(5);
    expect(told("kafka_consumergroup_members", group)).toBe(0);
    expect(told("klar_consumergroup_state", { ...group, state: "Empty", type: "classic" })).toBe(1);
    expect(told("klar_consumergroup_status", { ...group, status: "stopped" })).toBe(1);
    expect(told("klar_consumergroup_lag_seconds", { ...group, topic, partition: "1" })).toBe(0);
    expect(told("klar_topic_size_bytes", { topic })).toBeGreaterThan(0);
    expect(series.filter(({ name }) => name === "klar_broker_up").map(({ value }) => value)).toEqual([1, 1, 1]);
    expect(told("kafka_brokers")).toBe(3);
    expect(told("klar_cluster_up", { cluster: "rig" })).toBe(1);
  });

  it("has only series that docs/metrics.md names, and all of them once time has passed", async () => {
    const docs = readFileSync(join(import.meta.dirname, "../../docs/metrics.md"), "utf8");
    const named = [...docs.matchAll(/^\| `([a-z_]+)`/gm)].map(([, name]) => name).sort();
    await eventually("rates and times are known", async () => {
      stand.cluster.markStale();
      const names = [...new Set(parsed(await metrics([stand.cluster])).map(({ name }) => name))].sort();
      expect(named).toEqual(expect.arrayContaining(names));
      return names.length === named.length ? true : undefined;
    });
  });

  it("says of a cluster that does not answer that it is down, and nothing else", async () => {
    const bootstrapServers = ["127.0.0.1:1"];
    const config = { name: "gone", bootstrapServers, environment: null, readOnly: false, tls: null, sasl: null };
    const gone = createCluster(config, openCluster({ name: "gone", bootstrapServers }));
    const series = parsed(await metrics([gone, stand.cluster]));
    await gone.close();
    expect(series.filter(({ labels }) => labels.cluster === "gone")).toEqual([
      { name: "klar_cluster_up", labels: { cluster: "gone" }, value: 0 },
    ]);
    expect(series.some(({ labels }) => labels.cluster === "rig")).toBe(true);
  });
});

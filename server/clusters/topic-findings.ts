import { plural } from "../../lib/format/count.ts";
import { grouped } from "../../lib/format/figure.ts";
import { isOffline, isUnderMinIsr, isUnderReplicated } from "../../lib/kafka/partition-health.ts";
import { paths } from "../../lib/paths.ts";
import type { Partition } from "../kafka/cluster.ts";
import type { FindingKind } from "./finding-kinds.ts";
import type { Sighting } from "./finding-log.ts";
import type { Snapshot, TopicPicture } from "./snapshot.ts";
import { replicationFactor } from "./topic-rows.ts";

/** With more topics than this in the same trouble they are told of together. */
const mostAlone = 5;

type Hit = { name: string; partitions: Partition[]; count: number; minIsr: number };
type Hits = { offline: Hit[]; underMinIsr: Hit[]; underReplicated: Hit[]; singleCopy: string[]; noSlack: string[] };

export function topicFindings(cluster: string, snapshot: Snapshot): Sighting[] {
  const brokers = [...snapshot.brokers.values()].filter(({ broker }) => !broker.isFenced).length;
  const hits = hitsOf(snapshot.topics.values(), brokers);
  return [
    ...told(cluster, "offline-partitions", "bad", hits.offline, {
      one: (hit) =>
        `${partitionWords(hit, "has", "have")} no leader: they can be neither written nor read until a replica in sync is back.`,
      many: (sum, topics) =>
        `${sum} of ${topics} have no leader: they can be neither written nor read until a replica in sync is back.`,
    }),
    ...told(cluster, "under-min-isr", "bad", hits.underMinIsr, {
      one: (hit) =>
        `${partitionWords(hit, "has", "have")} fewer replicas in sync than min.insync.replicas=${hit.minIsr}: writes with acks=all are refused.`,
      many: (sum, topics) =>
        `${sum} of ${topics} have fewer replicas in sync than min.insync.replicas: writes with acks=all are refused.`,
    }),
    ...told(cluster, "under-replicated", "warn", hits.underReplicated, {
      one: (hit) =>
        `${partitionWords(hit, "lacks", "lack")} replicas in sync (${missingWords(hit.partitions)}): one more loss may stop writes or lose records.`,
      many: (sum, topics) =>
        `${sum} of ${topics} lack replicas in sync: one more loss may stop writes or lose records.`,
    }),
    ...copies(cluster, hits),
  ];
}

function hitsOf(topics: Iterable<TopicPicture>, brokers: number): Hits {
  const hits: Hits = { offline: [], underMinIsr: [], underReplicated: [], singleCopy: [], noSlack: [] };
  for (const { topic, settings } of topics) {
    const { name, partitions } = topic;
    const minIsr = settings?.minInsyncReplicas ?? 0;
    const of = (some: Partition[]): Hit => ({ name, partitions: some, count: partitions.length, minIsr });
    const offline: Partition[] = [];
    const underMinIsr: Partition[] = [];
    const underReplicated: Partition[] = [];
    for (const partition of partitions) {
      // each partition in its worst trouble only
      if (isOffline(partition)) offline.push(partition);
      else if (isUnderMinIsr(partition, minIsr)) underMinIsr.push(partition);
      else if (isUnderReplicated(partition)) underReplicated.push(partition);
    }
    if (offline.length > 0) hits.offline.push(of(offline));
    if (underMinIsr.length > 0) hits.underMinIsr.push(of(underMinIsr));
    if (underReplicated.length > 0) hits.underReplicated.push(of(underReplicated));
    const copies = replicationFactor(topic);
    if (brokers > 1 && copies === 1) hits.singleCopy.push(name);
    if (copies > 1 && minIsr >= copies) hits.noSlack.push(name);
  }
  return hits;
}

type Words = { one: (hit: Hit) => string; many: (partitions: string, topics: string) => string };

function told(
  cluster: string,
  kind: FindingKind,
  severity: Sighting["severity"],
  hits: Hit[],
  words: Words,
): Sighting[] {
  if (hits.length > mostAlone) {
    const sum = hits.reduce((count, { partitions }) => count + partitions.length, 0);
    const message = words.many(plural(sum, "partition"), plural(hits.length, "topic"));
    return [{ severity, kind, subject: { type: "cluster", name: cluster }, message, href: paths.topics(cluster) }];
  }
  return hits.map((hit) => {
    const [only] = hit.partitions;
    const isOne = hit.partitions.length === 1 && only !== undefined;
    const subject = isOne
      ? ({ type: "partition", name: `${hit.name}-${only.partition}` } as const)
      : ({ type: "topic", name: hit.name } as const);
    return { severity, kind, subject, message: words.one(hit), href: paths.topicPartitions(cluster, hit.name) };
  });
}

function partitionWords({ partitions, count }: Hit, one: string, many: string): string {
  if (partitions.length === 1)
    return count === 1 ? `Its only partition ${one}` : `Partition ${partitions[0]?.partition} ${one}`;
  return partitions.length === count
    ? `All ${grouped(count)} partitions ${many}`
    : `${grouped(partitions.length)} of ${grouped(count)} partitions ${many}`;
}

/** The brokers whose copies are behind. */
function missingWords(partitions: readonly Partition[]): string {
  const missing = new Set<number>();
  for (const { replicas, isr } of partitions) for (const id of replicas) if (!isr.includes(id)) missing.add(id);
  const ids = [...missing].sort((a, b) => a - b);
  return `behind on ${ids.length === 1 ? "broker" : "brokers"} ${ids.join(", ")}`;
}

const offsetsTopic = "__consumer_offsets";

function copies(cluster: string, { singleCopy, noSlack }: Hits): Sighting[] {
  const found: Sighting[] = [];
  if (singleCopy.includes(offsetsTopic)) {
    found.push({
      severity: "warn",
      kind: "single-copy-offsets",
      subject: { type: "topic", name: offsetsTopic },
      message:
        "The commits of all groups are kept once only: without one broker some groups can neither read on nor be seen.",
      href: paths.topic(cluster, offsetsTopic),
    });
  }
  const single = singleCopy.filter((name) => name !== offsetsTopic);
  const advice = [
    [single, "single-copy", "one copy only although there are more brokers: losing a broker takes their records away"],
    [
      noSlack,
      "no-slack",
      "min.insync.replicas as high as their number of copies: one broker less stops writes with acks=all",
    ],
  ] as const;
  for (const [names, kind, words] of advice) {
    const [first] = names;
    if (first === undefined) continue;
    const isOne = names.length === 1;
    found.push({
      severity: "info",
      kind,
      subject: isOne ? { type: "topic", name: first } : { type: "cluster", name: cluster },
      message: isOne
        ? `It has ${words.replace("their records", "its records").replace("their number", "its number")}.`
        : `${plural(names.length, "topic")} (${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""}) have ${words}.`,
      href: isOne ? paths.topic(cluster, first) : paths.topics(cluster),
    });
  }
  return found;
}

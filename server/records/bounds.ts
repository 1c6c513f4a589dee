import { ApiError } from "../../lib/api/error.ts";
import type { ReadBound } from "../../lib/api/read-bound.ts";
import type { Call, KafkaCluster, ListedOffset, OffsetAt, Partition, Topic, TopicPartition } from "../kafka/cluster.ts";
import type { Settled } from "../kafka/settled.ts";
import type { Isolation } from "../kafka/transfer.ts";
import { higher, lower } from "./offset-order.ts";
import type { PartitionOffsets, ResolvedBound } from "./plan.ts";

/** The partitions of `topic` that were asked for, all without a wish. @throws ApiError 404 naming what is not there */
export function selectPartitions(topic: Topic, wanted: readonly number[] | undefined): Partition[] {
  const all = topic.partitions.toSorted((a, b) => a.partition - b.partition);
  if (!wanted) return all;
  const known = new Map(all.map((one) => [one.partition, one]));
  requirePartitions(topic, wanted, "query.partitions");
  return wanted.flatMap((partition) => known.get(partition) ?? []);
}

/** @throws ApiError 404 when one of `wanted` does not exist */
export function requirePartitions(topic: Topic, wanted: Iterable<number>, path: string): void {
  const known = new Set(topic.partitions.map(({ partition }) => partition));
  const missing = [...wanted].filter((partition) => !known.has(partition));
  if (missing.length === 0) return;
  const there = `${topic.name} has the partitions 0 to ${known.size - 1}`;
  throw new ApiError("no-such-partition", `There is no partition ${missing.slice(0, 5).join(", ")}: ${there}.`, {
    errors: [{ path, message: `must name existing partitions; ${there}` }],
  });
}

/** Earliest, latest (high watermark) and last stable offset of each partition, three requests per leader side by side. */
export async function partitionOffsets(
  kafka: KafkaCluster,
  topic: Topic,
  partitions: readonly Partition[],
  call: Call,
): Promise<PartitionOffsets[]> {
  const led = partitions
    .filter(({ leader }) => leader !== null)
    .map(({ partition }) => ({ topic: topic.name, partition }));
  const list = async (at: OffsetAt, isolation: Isolation) =>
    led.length === 0
      ? new Map()
      : byPartition(
          await kafka.listOffsets(
            led.map((one) => ({ ...one, at })),
            { ...call, isolation },
          ),
        );
  const [firsts, lasts, stables] = await Promise.all([
    list("earliest", "read_uncommitted"),
    list("latest", "read_uncommitted"),
    list("latest", "read_committed"),
  ]);
  return partitions.map(({ partition, leader, replicas }) => {
    if (leader === null) {
      const error = `It is offline: none of its replicas (brokers ${replicas.join(", ")}) can lead it.`;
      return { partition, error, code: "unreachable" };
    }
    const earliest = firsts.get(partition);
    const latest = lasts.get(partition);
    const stable = stables.get(partition);
    if (!earliest?.ok || !latest?.ok || !stable?.ok) {
      const failed = [earliest, latest, stable].find((one) => one && !one.ok);
      const error = failed && !failed.ok ? failed.error : null;
      return { partition, error: error?.message ?? "Its offsets could not be had.", code: error?.code ?? "kafka" };
    }
    // three answers of three moments: what was truncated or written in between must not turn a range around
    const first = earliest.value.offset;
    const high = higher(latest.value.offset, first);
    return {
      partition,
      earliest: first,
      latest: high,
      lastStable: lower(higher(stable.value.offset, first), high),
      error: null,
    };
  });
}

function byPartition(
  items: readonly Settled<ListedOffset, TopicPartition>[],
): Map<number, Settled<ListedOffset, TopicPartition>> {
  return new Map(items.map((item) => [item.key.partition, item]));
}

/** Turns a bound into offsets, asking the cluster where it has to; `name` is "from" or "to". */
export async function resolveBound(
  kafka: KafkaCluster,
  topic: Topic,
  known: readonly PartitionOffsets[],
  bound: ReadBound | undefined,
  name: "from" | "to",
  call: Call,
): Promise<ResolvedBound | null> {
  const readable = known.flatMap((one) => (one.error === null ? [one] : []));
  switch (bound?.kind) {
    case undefined:
      return null;
    case "offset": {
      const offsets = new Map(readable.map(({ partition }) => [partition, bound.offset]));
      return { name, offsets, missing: new Map(), isSoft: false };
    }
    case "offsets":
      requirePartitions(topic, bound.offsets.keys(), `query.${name}`);
      return { name, offsets: bound.offsets, missing: new Map(), isSoft: false };
    case "time":
    case "ago": {
      const time = bound.kind === "time" ? bound.time : Date.now() - bound.ms;
      return resolveTime(kafka, topic, readable, Math.max(0, time), name, call);
    }
    case "group":
      return resolveGroup(kafka, topic, readable, bound.group, name, call);
  }
}

type Readable = Extract<PartitionOffsets, { error: null }>;

/** The first offset at or after a time, by the broker's index; beyond the youngest record that is the end. */
async function resolveTime(
  kafka: KafkaCluster,
  topic: Topic,
  readable: Readable[],
  time: number,
  name: string,
  call: Call,
): Promise<ResolvedBound> {
  const offsets = new Map<number, bigint>();
  const missing = new Map<number, string>();
  const asks = readable.map(({ partition }) => ({ topic: topic.name, partition, at: { time } }));
  const listed =
    asks.length === 0
      ? new Map()
      : byPartition(await kafka.listOffsets(asks, { ...call, isolation: "read_uncommitted" }));
  for (const { partition, latest } of readable) {
    const item = listed.get(partition);
    // a bound that could not be found must not silently become "everything"
    if (item && !item.ok) throw item.error;
    const offset = item?.ok ? item.value.offset : -1n;
    offsets.set(partition, offset < 0n ? latest : offset);
    if (offset < 0n) missing.set(partition, `no record in it is at or after ${new Date(time).toISOString()}`);
  }
  return { name, offsets, missing, isSoft: true };
}

/** Committed positions; a partition without one counts as not read at all. */
async function resolveGroup(
  kafka: KafkaCluster,
  topic: Topic,
  readable: Readable[],
  group: string,
  name: string,
  call: Call,
): Promise<ResolvedBound> {
  const [answer] = await kafka.groupOffsets([{ id: group }], call);
  if (answer && !answer.ok) throw answer.error;
  const committed = answer?.ok ? answer.value.offsets : [];
  if (committed.length === 0)
    throw new ApiError("no-such-group", `Group ${group} has no committed positions.`, {
      errors: [{ path: `query.${name}`, message: "must name a group with committed positions" }],
    });
  const here = new Map(committed.filter((one) => one.topic === topic.name).map((one) => [one.partition, one.offset]));
  const offsets = new Map<number, bigint>();
  const missing = new Map<number, string>();
  for (const { partition, earliest } of readable) {
    const offset = here.get(partition);
    offsets.set(partition, offset ?? earliest);
    if (offset === undefined) missing.set(partition, `group ${group} has no committed position in it`);
  }
  return { name, offsets, missing, isSoft: false };
}

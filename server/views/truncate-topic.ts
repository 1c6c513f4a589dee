import type { BodyOf, ReplyOf } from "../../lib/api/endpoint.ts";
import { ApiError } from "../../lib/api/error.ts";
import type { truncateTopic } from "../../lib/api/topics.ts";
import type { Cluster } from "../clusters/cluster.ts";
import type { KafkaCluster, OffsetAt, Topic } from "../kafka/cluster.ts";
import { KafkaError } from "../kafka/error.ts";

type Body = BodyOf<typeof truncateTopic>;
type Truncated = ReplyOf<typeof truncateTopic>;
type Row = Truncated["partitions"][number];

/** What is to happen in one partition: records below `before` go, or `error` says why they cannot. */
type Plan = { partition: number; earliest: bigint | null; before: bigint | null; error: string | null };

/**
 * Deletes the records before a point of each partition (DeleteRecords). Partitions are independent: what one refuses is
 * told with it, the others go on. With `dryRun` nothing is deleted and `earliest` is where the log would start.
 */
export async function truncateTopicView(
  cluster: Cluster,
  topic: string,
  { before, dryRun }: Body,
  signal?: AbortSignal,
): Promise<Truncated> {
  const { kafka } = cluster;
  const found = await kafka.topic(topic, { signal });
  const chosen = chosenPartitions(found, before);
  await refuseUndeletable(kafka, topic, signal);
  const plans = await planned(kafka, { topic, chosen, before, signal });
  if (dryRun) return { partitions: plans.map(asIfDone) };
  const doable = plans.filter(({ error }) => error === null);
  const asks = doable.map(({ partition, before: to }) => ({
    topic,
    partition,
    // the end is the one at the moment the leader does it
    before: before === "end" || to === null ? -1n : to,
  }));
  const results = asks.length === 0 ? [] : await kafka.deleteRecords(asks, { signal });
  const resultOf = new Map(results.map((result) => [result.key.partition, result]));
  return {
    partitions: plans.map(({ partition, earliest, error }): Row => {
      const result = resultOf.get(partition);
      if (result?.ok) return { partition, earliestBefore: earliest, earliest: result.value, error: null };
      return { partition, earliestBefore: earliest, earliest, error: error ?? result?.error.message ?? null };
    }),
  };
}

/** Those that are named, else all. @throws ApiError no-such-partition */
function chosenPartitions({ name, partitions }: Topic, before: Body["before"]): number[] {
  const all = partitions.map(({ partition }) => partition);
  if (before === "end" || !("offsets" in before)) return all;
  const named = Object.keys(before.offsets).map(Number);
  if (named.length === 0) {
    const message = "must name at least one partition";
    throw new ApiError("invalid-request", `before.offsets ${message}.`, {
      errors: [{ path: "body.before.offsets", message }],
    });
  }
  const missing = named.filter((partition) => !all.includes(partition));
  if (missing.length > 0) {
    throw new ApiError("no-such-partition", `${name} has no partition ${missing.join(", ")}.`, {
      hint: `Its partitions are 0 to ${all.length - 1}.`,
      errors: missing.map((partition) => ({
        path: `body.before.offsets.${partition}`,
        message: "is no partition of the topic",
      })),
    });
  }
  return named.sort((a, b) => a - b);
}

/** Kafka deletes records only where retention may delete them. */
async function refuseUndeletable(kafka: KafkaCluster, topic: string, signal?: AbortSignal): Promise<void> {
  const [item] = await kafka.describeConfigs([{ type: "topic", name: topic }], { keys: ["cleanup.policy"], signal });
  if (!item?.ok) return;
  const policy = item.value.find(({ name }) => name === "cleanup.policy")?.value ?? "delete";
  if (policy.split(",").some((part) => part.trim() === "delete")) return;
  throw new KafkaError(44, `topic ${topic}`, {
    message: `Records of ${topic} cannot be deleted: its cleanup.policy is “${policy}”.`,
    hint: "Kafka deletes records only where cleanup.policy contains delete. In a compacted topic a tombstone removes a key.",
  });
}

type Planning = { topic: string; chosen: readonly number[]; before: Body["before"]; signal: AbortSignal | undefined };

async function planned(kafka: KafkaCluster, { topic, chosen, before, signal }: Planning): Promise<Plan[]> {
  const read = async (at: OffsetAt) => {
    const asks = chosen.map((partition) => ({ topic, partition, at }));
    const answers = await kafka.listOffsets(asks, { signal });
    return new Map(answers.map((answer) => [answer.key.partition, answer]));
  };
  const isTimed = before !== "end" && "time" in before;
  const [starts, ends, times] = await Promise.all([
    read("earliest"),
    read("latest"),
    isTimed ? read({ time: before.time }) : null,
  ]);
  return chosen.map((partition): Plan => {
    const start = starts.get(partition);
    const end = ends.get(partition);
    const time = times?.get(partition);
    const earliest = start?.ok ? start.value.offset : null;
    const failed = [start, end, time].find((answer) => answer !== undefined && !answer.ok);
    if (failed && !failed.ok) return { partition, earliest, before: null, error: failed.error.message };
    const latest = end?.ok ? end.value.offset : 0n;
    const wanted = wantedOffset(before, partition, latest, time?.ok ? time.value.offset : latest);
    const error = wanted > latest ? beyondEnd(partition, wanted, latest) : null;
    return { partition, earliest, before: wanted, error };
  });
}

function wantedOffset(before: Body["before"], partition: number, latest: bigint, atTime: bigint): bigint {
  if (before === "end") return latest;
  // no record is as late as that: all of them are earlier
  if ("time" in before) return atTime < 0n ? latest : atTime;
  return before.offsets[String(partition)] ?? latest;
}

function beyondEnd(partition: number, wanted: bigint, latest: bigint): string {
  return `Offset ${wanted} lies beyond the end of partition ${partition}, which is ${latest}. Nothing was deleted there.`;
}

function asIfDone({ partition, earliest, before, error }: Plan): Row {
  const after = error !== null || before === null || (earliest !== null && before < earliest) ? earliest : before;
  return { partition, earliestBefore: earliest, earliest: after, error };
}

import type { OffsetChange } from "../../lib/api/group-changes.ts";
import { partitionLag } from "../../lib/kafka/lag.ts";
import { type ResetTo, resetOffset } from "../../lib/kafka/offset-reset.ts";
import type { Call, KafkaCluster, OffsetAt, TopicPartition } from "../kafka/cluster.ts";
import type { CommittedOffset } from "../kafka/groups.ts";
import { topicsNamed } from "./named-topics.ts";

/** What is wanted of one partition; `to` null where `why` says there is nothing to want. */
export type Wish = TopicPartition &
  (
    | { to: Exclude<ResetTo, { kind: "time" }>; why?: undefined }
    | { to: { kind: "time"; time: number }; why?: undefined }
    | { to: null; why: string }
  );

/** What each wish comes to, in the order of topics and partitions: two requests a leader, three with times. */
export async function plannedChanges(
  kafka: KafkaCluster,
  wishes: readonly Wish[],
  commits: readonly CommittedOffset[],
  call: Call,
): Promise<OffsetChange[]> {
  const topics = await topicsNamed(kafka, new Set(wishes.map(({ topic }) => topic)), call);
  const isThere = ({ topic, partition }: TopicPartition) =>
    topics.get(topic)?.partitions.some((one) => one.partition === partition) ?? false;
  const found = wishes.filter(isThere);
  const timed = found.flatMap(({ to, ...at }) => (to?.kind === "time" ? [{ ...at, at: { time: to.time } }] : []));
  const [starts, ends, times] = await Promise.all([
    offsetsBy(kafka, found, "earliest", call),
    offsetsBy(kafka, found, "latest", call),
    offsetsOf(kafka, timed, call),
  ]);
  const committed = new Map(commits.map((commit) => [keyOf(commit), commit.offset]));
  return wishes
    .map((wish): OffsetChange => {
      const key = keyOf(wish);
      const before = committed.get(key) ?? null;
      const start = starts.get(key);
      const end = ends.get(key);
      const from = {
        committed: before,
        earliest: start?.offset ?? null,
        latest: end?.offset ?? null,
      };
      const base = {
        topic: wish.topic,
        partition: wish.partition,
        before,
        earliest: from.earliest,
        latest: from.latest,
      };
      const refused = (error: string) => ({ ...base, after: null, lagAfter: null, clamped: false, error });
      if (!isThere(wish)) {
        return refused(topics.has(wish.topic) ? "The topic has no such partition." : "There is no such topic.");
      }
      if (wish.to === null) return refused(wish.why);
      const failed = start?.error ?? end?.error ?? times.get(key)?.error;
      if (failed) return refused(failed);
      const at = times.get(key)?.offset ?? null;
      const to: ResetTo =
        wish.to.kind === "time" ? { kind: "time", offset: at !== null && at >= 0n ? at : null } : wish.to;
      const reset = resetOffset(to, from);
      if ("error" in reset) return refused(reset.error);
      const { lag } = partitionLag({ committed: reset.after, earliest: from.earliest, end: from.latest });
      return { ...base, ...reset, lagAfter: lag, error: null };
    })
    .sort((a, b) => (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition));
}

export function keyOf({ topic, partition }: TopicPartition): string {
  return `${partition}/${topic}`;
}

type Offsets = ReadonlyMap<string, { offset: bigint | null; error: string | null }>;

function offsetsBy(kafka: KafkaCluster, partitions: readonly TopicPartition[], at: OffsetAt, call: Call) {
  return offsetsOf(
    kafka,
    partitions.map(({ topic, partition }) => ({ topic, partition, at })),
    call,
  );
}

async function offsetsOf(
  kafka: KafkaCluster,
  asks: readonly (TopicPartition & { at: OffsetAt })[],
  call: Call,
): Promise<Offsets> {
  const answers = asks.length === 0 ? [] : await kafka.listOffsets(asks, call);
  return new Map(
    answers.map((answer) => [
      keyOf(answer.key),
      answer.ok ? { offset: answer.value.offset, error: null } : { offset: null, error: answer.error.message },
    ]),
  );
}

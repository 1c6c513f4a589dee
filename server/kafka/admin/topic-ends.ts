import type { Call, EndAt, KafkaCluster, Topic, TopicEnds } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import {
  atEarliest,
  atLatest,
  type ListOffsetsAnswer,
  type ListOffsetsArgs,
  type ListOffsetsTopic,
  listOffsets,
} from "../protocol/2-list-offsets.ts";
import type { Wire } from "../wire/wire.ts";
import { offsetLister } from "./offsets.ts";
import { failure, isMisrouted, itemError } from "./settle.ts";

type Failed = TopicEnds["failed"][number];
/** What is asked of each leader: the same for as long as metadata says the same. */
type Plan = { topics: readonly Topic[]; byNode: ReadonlyMap<number, ListOffsetsArgs>; leaderless: Failed[] };
type Answers = ReadonlyMap<number, ListOffsetsAnswer | KafkaError>;

/** How long a broker may take over it, ms; how long it is waited for is the caller's to say. */
const brokerMs = 15_000;

/**
 * One end of every partition, one request a leader. While metadata stays the same, requests are written once; where every leader
 * answers what it answered before, the ends are the same object, and otherwise at least the columns of topics that did not change.
 * A leader that moved is asked for once more.
 */
export function endReader(wire: Wire): KafkaCluster["topicEnds"] {
  const kept = new Map<EndAt, { plan: Plan; answers: Answers; ends: TopicEnds }>();
  return async (topics, at, call = {}) => {
    const before = kept.get(at);
    const plan = before?.plan.topics === topics ? before.plan : planOf(topics, at);
    const answers = await answersTo(wire, plan, call);
    if (before?.plan === plan && areSame(before.answers, answers)) return before.ends;
    const read = readEnds(plan, answers);
    await askAgain(wire, read, at, call);
    const ends = { offsets: withSameColumns(read.offsets, before?.ends.offsets), failed: read.failed };
    if (ends.failed.length === plan.leaderless.length) kept.set(at, { plan, answers, ends });
    else kept.delete(at);
    return ends;
  };
}

function planOf(topics: readonly Topic[], at: EndAt): Plan {
  const timestamp = at === "earliest" ? atEarliest : atLatest;
  const asks = new Map<number, ListOffsetsTopic[]>();
  const leaderless: Failed[] = [];
  for (const { name: topic, partitions } of topics) {
    for (const { partition, leader } of partitions) {
      if (leader === null) {
        leaderless.push({ topic, partition, leader, error: new KafkaError(5, topic) });
        continue;
      }
      const there = asks.get(leader) ?? [];
      const last = there.at(-1);
      if (last?.topic === topic) last.partitions.push({ partition, timestamp });
      else there.push({ topic, partitions: [{ partition, timestamp }] });
      asks.set(leader, there);
    }
  }
  const args = [...asks].map(([node, those]): [number, ListOffsetsArgs] => [node, [false, those, brokerMs]]);
  return { topics, byNode: new Map(args), leaderless };
}

async function answersTo(wire: Wire, { byNode }: Plan, call: Call): Promise<Answers> {
  const answers = [...byNode].map(async ([id, args]): Promise<[number, ListOffsetsAnswer | KafkaError]> => {
    try {
      return [id, await wire.call({ kind: "node", id }, listOffsets, args, { ...call, isRepeated: true })];
    } catch (thrown) {
      return [id, failure(thrown)];
    }
  });
  return new Map(await Promise.all(answers));
}

function areSame(before: Answers, now: Answers): boolean {
  for (const [node, answer] of now) if (before.get(node) !== answer) return false;
  return true;
}

type Read = { offsets: Map<string, (bigint | null)[]>; failed: Failed[] };

function readEnds({ topics, byNode, leaderless }: Plan, answers: Answers): Read {
  const offsets = new Map<string, (bigint | null)[]>();
  for (const { name, partitions } of topics) offsets.set(name, new Array<bigint | null>(partitions.length).fill(null));
  const failed = [...leaderless];
  for (const [leader, answer] of answers) {
    if (answer instanceof KafkaError) {
      for (const { topic, partitions } of byNode.get(leader)?.[1] ?? [])
        for (const { partition } of partitions) failed.push({ topic, partition, leader, error: answer });
      continue;
    }
    for (const item of answer.partitions) {
      const { topic, partition, errorCode, offset } = item;
      const column = offsets.get(topic);
      if (errorCode !== 0) failed.push({ topic, partition, leader, error: itemError(item, `${topic}-${partition}`) });
      else if (column) column[partition] = offset;
    }
  }
  return { offsets, failed };
}

async function askAgain(wire: Wire, read: Read, at: EndAt, call: Call): Promise<void> {
  const again = read.failed.filter(({ leader, error }) => leader !== null && isMisrouted(error));
  if (again.length === 0) return;
  wire.staleMetadata();
  const asks = again.map(({ topic, partition }) => ({ topic, partition, at }));
  const answers = await offsetLister(wire)(asks, call);
  const isAgain = new Set(again);
  read.failed = read.failed.filter((one) => !isAgain.has(one));
  again.forEach(({ topic, partition, leader }, place) => {
    const answer = answers[place];
    const column = read.offsets.get(topic);
    if (answer?.ok && column) column[partition] = answer.value.offset;
    else if (answer && !answer.ok) read.failed.push({ topic, partition, leader, error: answer.error });
  });
}

function withSameColumns(now: Read["offsets"], before: TopicEnds["offsets"] | undefined): TopicEnds["offsets"] {
  if (!before) return now;
  return new Map<string, readonly (bigint | null)[]>(
    [...now].map(([topic, column]) => {
      const was = before.get(topic);
      const isSame = was?.length === column.length && was.every((offset, partition) => offset === column[partition]);
      return [topic, isSame ? was : column];
    }),
  );
}

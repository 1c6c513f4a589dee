import type { Call, KafkaCluster, ListedOffset, OffsetAt, TopicPartition } from "../cluster.ts";
import {
  atEarliest,
  atLatest,
  atMaxTimestamp,
  type ListedPartition,
  type ListOffsetsTopic,
  listMaxTimestampOffsets,
  listOffsets as listOffsetsApi,
} from "../protocol/2-list-offsets.ts";
import type { Settled } from "../settled.ts";
import type { Isolation } from "../transfer.ts";
import type { Wire } from "../wire/wire.ts";
import { ByPartition } from "./by-partition.ts";
import { isMisrouted, itemError, settleByNode, unanswered } from "./settle.ts";

type Ask = TopicPartition & { at: OffsetAt };
/** an ask with its place in the answer */
type Placed = Ask & { place: number };
type Listed = Settled<ListedOffset, TopicPartition>;
type Options = Call & { isolation?: Isolation | undefined };

const callMs = 15_000;

/**
 * Offsets of any number of partitions, one request per leader and kind of question. Answers stand in the order of the
 * asks. Where no record has the asked time or a later one the offset is -1. A leader that moved is asked for once more.
 */
export function offsetLister(wire: Wire): KafkaCluster["listOffsets"] {
  return async (asks, options = {}) => {
    const answers: Listed[] = new Array(asks.length);
    const ask = async (placed: Placed[]): Promise<void> => {
      await Promise.all(inRounds(placed).map((round) => listRound(wire, round, options, answers)));
    };
    const placed = asks.map(({ topic, partition, at }, place): Placed => ({ topic, partition, at, place }));
    await ask(placed);
    const again = placed.filter(({ place }) => {
      const answer = answers[place];
      return answer?.ok === false && isMisrouted(answer.error);
    });
    if (again.length > 0) {
      wire.staleMetadata();
      await ask(again);
    }
    return answers;
  };
}

/** A broker refuses a second timestamp of one partition in the same request, and old ones do not know max-timestamp. */
function inRounds(placed: readonly Placed[]): Placed[][] {
  const isMax = ({ at }: Placed) => at === "max-timestamp";
  return [...withoutRepeats(placed.filter((ask) => !isMax(ask))), ...withoutRepeats(placed.filter(isMax))];
}

function withoutRepeats(placed: readonly Placed[]): Placed[][] {
  const rounds: Placed[][] = [];
  const seen = new ByPartition<number>();
  for (const ask of placed) {
    const nth = seen.get(ask) ?? 0;
    seen.set(ask, nth + 1);
    const round = rounds[nth];
    if (round) round.push(ask);
    else rounds[nth] = [ask];
  }
  return rounds;
}

async function listRound(wire: Wire, round: Placed[], options: Options, answers: Listed[]): Promise<void> {
  const api = round[0]?.at === "max-timestamp" ? listMaxTimestampOffsets : listOffsetsApi;
  const isReadCommitted = options.isolation === "read_committed";
  const placeOf = new ByPartition<number>();
  for (const ask of round) placeOf.set(ask, ask.place);
  const routed = await wire.leadersOf(round, options);
  const items = await settleByNode<Placed, TopicPartition, ListedOffset>(routed, keyOf, async (node, asks) => {
    const timeoutMs = options.timeoutMs ?? callMs;
    const { partitions } = await wire.call(
      { kind: "node", id: node },
      api,
      [isReadCommitted, byTopic(asks), timeoutMs],
      options,
    );
    return partitions.map(toListed);
  });
  for (const item of items) {
    const place = placeOf.get(item.key);
    if (place !== undefined) answers[place] = item;
  }
  for (const ask of round)
    answers[ask.place] ??= { key: keyOf(ask), ok: false, error: unanswered(`${ask.topic}-${ask.partition}`) };
}

function keyOf({ topic, partition }: TopicPartition): TopicPartition {
  return { topic, partition };
}

function byTopic(asks: readonly Placed[]): ListOffsetsTopic[] {
  const topics = new Map<string, ListOffsetsTopic>();
  for (const { topic, partition, at } of asks) {
    const entry = topics.get(topic);
    const item = { partition, timestamp: timestampOf(at) };
    if (entry) entry.partitions.push(item);
    else topics.set(topic, { topic, partitions: [item] });
  }
  return [...topics.values()];
}

function timestampOf(at: OffsetAt): bigint {
  if (at === "earliest") return atEarliest;
  if (at === "latest") return atLatest;
  if (at === "max-timestamp") return atMaxTimestamp;
  return BigInt(Math.trunc(at.time));
}

function toListed(item: ListedPartition): Listed {
  const { topic, partition, offset, leaderEpoch, errorCode } = item;
  const key = { topic, partition };
  if (errorCode !== 0) return { key, ok: false, error: itemError(item, `${topic}-${partition}`) };
  const timestamp = item.timestamp < 0n ? null : Number(item.timestamp);
  return { key, ok: true, value: { topic, partition, offset, timestamp, leaderEpoch } };
}

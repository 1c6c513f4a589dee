import type { Call, Isolation, KafkaCluster, ListedOffset, OffsetAt, TopicPartition } from "../cluster.ts";
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
import type { Wire } from "../wire/wire.ts";
import { isMisrouted, settleByNode, settled, unanswered } from "./settle.ts";

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
    const placed = asks.map((one, place): Placed => ({ ...one, place }));
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
  const rounds = new Map<string, Placed[]>();
  const seen = new Map<string, number>();
  for (const ask of placed) {
    const kind = ask.at === "max-timestamp" ? "max" : "plain";
    const key = `${kind}/${ask.partition}/${ask.topic}`;
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    const round = rounds.get(`${kind}/${nth}`);
    if (round) round.push(ask);
    else rounds.set(`${kind}/${nth}`, [ask]);
  }
  return [...rounds.values()];
}

async function listRound(wire: Wire, round: Placed[], options: Options, answers: Listed[]): Promise<void> {
  const api = round[0]?.at === "max-timestamp" ? listMaxTimestampOffsets : listOffsetsApi;
  const isReadCommitted = options.isolation === "read_committed";
  const placeOf = new Map(round.map((ask) => [`${ask.partition}/${ask.topic}`, ask.place]));
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
    const place = placeOf.get(`${item.key.partition}/${item.key.topic}`);
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
  const { topic, partition, offset, leaderEpoch } = item;
  return settled(keyOf(item), item, `${topic}-${partition}`, () => ({
    topic,
    partition,
    offset,
    timestamp: item.timestamp < 0n ? null : Number(item.timestamp),
    leaderEpoch,
  }));
}

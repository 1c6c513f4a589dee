import type { Call, KafkaCluster } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import type { CommittedOffset, GroupOffsets, GroupType } from "../groups.ts";
import { type FetchedGroup, offsetFetch, offsetFetchOfMany } from "../protocol/9-offset-fetch.ts";
import { describeShareGroupOffsets, type ShareGroupOffsets } from "../protocol/90-describe-share-group-offsets.ts";
import type { Settled } from "../settled.ts";
import type { Wire } from "../wire/wire.ts";
import { isMisrouted, settleByNode, settled, unanswered } from "./settle.ts";

type Ask = { id: string; type?: GroupType | undefined; known?: GroupOffsets | null | undefined };
type Fetched = Settled<GroupOffsets>;

/**
 * What groups have committed, over all topics: one OffsetFetch per coordinator for all its groups (one per group before
 * Kafka 3.0), one DescribeShareGroupOffsets for its share groups. A group nobody knows has no commits, as Kafka says it.
 */
export function groupOffsetReader(wire: Wire): KafkaCluster["groupOffsets"] {
  return async (groups, call = {}) => {
    const asks = new Map(groups.map((group) => [group.id, group]));
    const read = async (ids: readonly string[]): Promise<Fetched[]> =>
      settleByNode<string, string, GroupOffsets>(
        await wire.coordinatorsOf("group", ids, call),
        (id) => id,
        (node, here) =>
          readAt(
            wire,
            node,
            here.map((id) => asks.get(id) ?? { id }),
            call,
          ),
      );
    const answers = new Map((await read([...asks.keys()])).map((item) => [item.key, item]));
    const again = [...answers.values()].filter((item) => !item.ok && isMisrouted(item.error)).map(({ key }) => key);
    if (again.length > 0) {
      wire.staleCoordinators("group", again);
      for (const item of await read(again)) answers.set(item.key, item);
    }
    return groups.map(({ id }) => answers.get(id) ?? { key: id, ok: false, error: unanswered(`group ${id}`) });
  };
}

async function readAt(wire: Wire, node: number, asks: readonly Ask[], call: Call): Promise<Fetched[]> {
  const shareIds = asks.filter(({ type }) => type === "share").map(({ id }) => id);
  const others = asks.filter(({ type }) => type !== "share");
  const otherIds = others.map(({ id }) => id);
  const [ofShare, ofOthers] = await Promise.all([
    attempt(shareIds, () => readShare(wire, node, shareIds, call)),
    attempt(otherIds, () => readCommits(wire, node, others, call)),
  ]);
  const unsure = new Set(asks.filter(({ type }) => type === undefined || type === "unknown").map(({ id }) => id));
  const maybeShare = ofOthers.filter((item) => unsure.has(item.key) && isWithoutCommits(item)).map(({ key }) => key);
  const found = new Map<string, Fetched>();
  for (const item of await attempt(maybeShare, () => readShare(wire, node, maybeShare, call)))
    if (item.ok && item.value.offsets.length > 0) found.set(item.key, item);
  return [...ofShare, ...ofOthers.map((item) => found.get(item.key) ?? item)];
}

/** A share group asked about as if it were another has no commits, or is not found. */
function isWithoutCommits(item: Fetched): boolean {
  return item.ok ? item.value.offsets.length === 0 && item.value.failed.length === 0 : item.error.kafkaCode === 69;
}

async function attempt(ids: readonly string[], request: () => Promise<Fetched[]>): Promise<Fetched[]> {
  if (ids.length === 0) return [];
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    return ids.map((id) => ({ key: id, ok: false, error }));
  }
}

async function readCommits(wire: Wire, node: number, asks: readonly Ask[], call: Call): Promise<Fetched[]> {
  const target = { kind: "node", id: node } as const;
  const ids = asks.map(({ id }) => id);
  const knownOf = new Map(asks.map(({ id, known }) => [id, known ?? null]));
  if ((await wire.versionOf(node, offsetFetchOfMany, call)) !== null) {
    const { groups } = await wire.call(target, offsetFetchOfMany, [ids], call);
    return groups.map((group) => toFetched(group, knownOf.get(group.id) ?? null));
  }
  const each = ids.map(async (id) =>
    attempt([id], async () => {
      const { groups } = await wire.call(target, offsetFetch, [[id]], call);
      return groups.map((group) => toFetched(group, knownOf.get(id) ?? null, id));
    }),
  );
  return (await Promise.all(each)).flat();
}

/** The bytes that offsets were read from. */
const bytesOf = new WeakMap<GroupOffsets, Buffer>();

/** @param known what was read before: given again where the group answers the same */
function toFetched(group: FetchedGroup, known: GroupOffsets | null, id = group.id): Fetched {
  return settled(id, group, `group ${id}`, () => {
    if (known && bytesOf.get(known)?.equals(group.bytes)) return known;
    const answer: GroupOffsets = { id, offsets: [], failed: [] };
    // a copy: a part of an answer would keep all of it
    bytesOf.set(answer, Buffer.from(group.bytes));
    for (const { topic, partition, offset, leaderEpoch, metadata, errorCode } of group.offsets) {
      if (errorCode !== 0) answer.failed.push({ topic, partition, code: errorCode });
      else if (offset >= 0n)
        answer.offsets.push({
          topic,
          partition,
          offset,
          leaderEpoch: knownEpoch(leaderEpoch),
          metadata: metadata || null,
        });
    }
    return answer;
  });
}

async function readShare(wire: Wire, node: number, ids: readonly string[], call: Call): Promise<Fetched[]> {
  const { groups } = await wire.call({ kind: "node", id: node }, describeShareGroupOffsets, [ids], call);
  return groups.map(fromShare);
}

function fromShare(group: ShareGroupOffsets): Fetched {
  return settled(group.id, group, `group ${group.id}`, () => {
    const answer: GroupOffsets = { id: group.id, offsets: [], failed: [] };
    for (const { topic, partition, startOffset, leaderEpoch, lag, errorCode } of group.offsets) {
      if (errorCode !== 0) answer.failed.push({ topic, partition, code: errorCode });
      else if (startOffset >= 0n) {
        const known: CommittedOffset = {
          topic,
          partition,
          offset: startOffset,
          leaderEpoch: knownEpoch(leaderEpoch),
          metadata: null,
        };
        answer.offsets.push(lag >= 0n ? { ...known, lag } : known);
      }
    }
    return answer;
  });
}

function knownEpoch(epoch: number): number | null {
  return epoch < 0 ? null : epoch;
}

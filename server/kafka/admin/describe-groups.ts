import type { Call, KafkaCluster } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import type { GroupDescription, GroupType } from "../groups.ts";
import { type ClassicGroup, describeGroups } from "../protocol/15-describe-groups.ts";
import { consumerGroupDescribe } from "../protocol/69-consumer-group-describe.ts";
import { shareGroupDescribe } from "../protocol/77-share-group-describe.ts";
import { streamsGroupDescribe } from "../protocol/89-streams-group-describe.ts";
import type { Settled } from "../settled.ts";
import type { Wire } from "../wire/wire.ts";
import { fromClassic, fromConsumer, fromShare, fromStreams } from "./group-members.ts";
import { isMisrouted, settleByNode, settled, unanswered } from "./settle.ts";

type KnownType = Exclude<GroupType, "unknown">;
type Ask = { id: string; type?: GroupType | undefined };
type Described = Settled<GroupDescription>;
type Group = { id: string; errorCode: number; errorMessage: string | null };

/** For a group of unknown type: the new protocol first, then the classic one, as the Java admin does; then the others. */
const order: readonly KnownType[] = ["consumer", "classic", "share", "streams"];

const groupIdNotFound = 69;
/** "not a group of this type" and "no groups of this type here": the next type may fit */
const tryNext = new Set([groupIdNotFound, 35, -107]);

/**
 * Describes groups of every type: at most one request per coordinator and type. A group that is of another type than
 * was thought (it moved to the new protocol between list and look) is found all the same. Answers in the order of asks.
 */
export function groupDescriber(wire: Wire): KafkaCluster["describeGroups"] {
  return async (groups, call = {}) => {
    const asks = new Map(groups.map((group) => [group.id, group]));
    const describe = async (ids: readonly string[]): Promise<Described[]> =>
      settleByNode<string, string, GroupDescription>(
        await wire.coordinatorsOf("group", ids, call),
        (id) => id,
        (node, here) =>
          describeAt(
            wire,
            node,
            here.map((id) => asks.get(id) ?? { id }),
            call,
          ),
      );
    const answers = new Map((await describe([...asks.keys()])).map((item) => [item.key, item]));
    const again = [...answers.values()].filter((item) => !item.ok && isMisrouted(item.error)).map(({ key }) => key);
    if (again.length > 0) {
      wire.staleCoordinators("group", again);
      for (const item of await describe(again)) answers.set(item.key, item);
    }
    return groups.map(({ id }) => answers.get(id) ?? { key: id, ok: false, error: unanswered(`group ${id}`) });
  };
}

/** Asks one coordinator, type by type, about what the types before did not find. */
async function describeAt(wire: Wire, node: number, asks: readonly Ask[], call: Call): Promise<Described[]> {
  const found: Described[] = [];
  let open = asks.map(({ id, type }) => ({ id, types: orderFrom(type) }));
  while (open.length > 0) {
    const asked = new Map<KnownType, typeof open>();
    for (const group of open) {
      const [type] = group.types;
      if (type === undefined) {
        const error = new KafkaError(groupIdNotFound, `group ${group.id}`);
        found.push({ key: group.id, ok: false, error });
      } else asked.set(type, [...(asked.get(type) ?? []), group]);
    }
    open = [];
    const rounds = await Promise.all(
      [...asked].map(async ([type, some]) => {
        const items = await describeOfType(
          wire,
          node,
          type,
          some.map(({ id }) => id),
          call,
        );
        const byId = new Map(items.map((item) => [item.key, item]));
        return some.map((group) => ({ group, item: byId.get(group.id) }));
      }),
    );
    for (const { group, item } of rounds.flat()) {
      if (item && (item.ok || !tryNext.has(item.error.kafkaCode))) found.push(item);
      else open.push({ id: group.id, types: group.types.slice(1) });
    }
  }
  return found;
}

function orderFrom(type: GroupType | undefined): readonly KnownType[] {
  if (type === undefined || type === "unknown") return order;
  return [type, ...order.filter((other) => other !== type)];
}

async function describeOfType(
  wire: Wire,
  node: number,
  type: KnownType,
  ids: string[],
  call: Call,
): Promise<Described[]> {
  try {
    return await requestByType[type](wire, node, ids, call);
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    // One type failing (or missing on this broker) must not take the others with it.
    return ids.map((id) => ({ key: id, ok: false, error }));
  }
}

const requestByType: Record<KnownType, (wire: Wire, node: number, ids: string[], call: Call) => Promise<Described[]>> =
  {
    async classic(wire, node, ids, call) {
      const { groups } = await wire.call({ kind: "node", id: node }, describeGroups, [ids], call);
      return groups.map((group) => toItem(isMissing(group) ? missing(group) : group, () => fromClassic(group, node)));
    },
    async consumer(wire, node, ids, call) {
      const { groups } = await wire.call({ kind: "node", id: node }, consumerGroupDescribe, [ids], call);
      return groups.map((group) => toItem(group, () => fromConsumer(group, node)));
    },
    async share(wire, node, ids, call) {
      const { groups } = await wire.call({ kind: "node", id: node }, shareGroupDescribe, [ids], call);
      return groups.map((group) => toItem(group, () => fromShare(group, node)));
    },
    async streams(wire, node, ids, call) {
      const { groups } = await wire.call({ kind: "node", id: node }, streamsGroupDescribe, [ids], call);
      const counts = new Map(
        (await wire.metadata(call)).topics.map(({ name, partitions }) => [name, partitions.length]),
      );
      return groups.map((group) => toItem(group, () => fromStreams(group, node, (topic) => counts.get(topic))));
    },
  };

function toItem(group: Group, describe: () => GroupDescription): Described {
  return settled(group.id, group, `group ${group.id}`, describe);
}

/** Before version 6 a group that does not exist is told as a dead one without members. */
function isMissing({ errorCode, state, members }: ClassicGroup): boolean {
  return errorCode === 0 && state === "Dead" && members.length === 0;
}

function missing({ id }: Group): Group {
  return { id, errorCode: groupIdNotFound, errorMessage: null };
}

import type { Call, KafkaCluster } from "../cluster.ts";
import type { GroupListing, GroupType } from "../groups.ts";
import { type ListedGroup, listGroups } from "../protocol/16-list-groups.ts";
import { deleteGroups } from "../protocol/42-delete-groups.ts";
import { consumerGroupDescribe } from "../protocol/69-consumer-group-describe.ts";
import type { Wire } from "../wire/wire.ts";
import { mustBeGood, settleByNode, unanswered } from "./settle.ts";

const groupTypes: Readonly<Record<string, GroupType>> = {
  classic: "classic",
  consumer: "consumer",
  share: "share",
  streams: "streams",
};

/** Groups of every type and state: each broker lists those it coordinates; one that does not answer is an item that failed. */
export function groupLister(wire: Wire): KafkaCluster["listGroups"] {
  return async (call = {}) => {
    const brokers = await wire.nodes(call);
    const byNode = new Map(brokers.map(({ id }) => [id, [id]]));
    return settleByNode<number, number, GroupListing[]>(
      { byNode, failed: [] },
      (id) => id,
      async (id) => {
        const answer = await wire.call({ kind: "node", id }, listGroups, [], call);
        mustBeGood(answer, `broker ${id}`);
        const living = answer.groups.filter(({ state }) => state !== "Dead");
        wire.learnCoordinators(
          "group",
          id,
          living.map((group) => group.id),
        );
        const isTypeless = answer.groups.some(({ type }) => type === "");
        const untyped = isTypeless ? await typeWithoutName(wire, id, call) : "unknown";
        return [{ key: id, ok: true, value: answer.groups.map((group) => toListing(group, id, untyped)) }];
      },
    );
  };
}

/** Brokers before 3.8 list groups without their type; those that know only one protocol need not say which it is. */
async function typeWithoutName(wire: Wire, node: number, call: Call): Promise<GroupType> {
  return (await wire.versionOf(node, consumerGroupDescribe, call)) === null ? "classic" : "unknown";
}

function toListing(
  { id, protocolType, state, type }: ListedGroup,
  coordinator: number,
  untyped: GroupType,
): GroupListing {
  return {
    id,
    type: type === "" ? untyped : (groupTypes[type.toLowerCase()] ?? "unknown"),
    protocolType,
    state: state === "" ? "Unknown" : state,
    coordinator,
  };
}

/** DeleteGroups at the coordinator; a group that still has members is error 68 NON_EMPTY_GROUP. */
export function groupDeleter(wire: Wire): KafkaCluster["deleteGroup"] {
  return async (id, call = {}) => {
    const target = { kind: "coordinator", of: "group", key: id } as const;
    const { groups } = await wire.call(target, deleteGroups, [[id]], { ...call, purpose: "mutate" });
    const result = groups.find((group) => group.id === id);
    if (!result) throw unanswered(`group ${id}`);
    mustBeGood(result, `group ${id}`);
  };
}

import { ApiError } from "../../lib/api/error.ts";
import { plural } from "../../lib/format/count.ts";
import { KafkaError } from "../kafka/error.ts";
import type { GroupMember } from "../kafka/groups.ts";
import type { Cluster } from "./cluster.ts";

/** A group's members are in the way: what Kafka said of it (the error of NON_EMPTY_GROUP unless given), with them in `members`. */
export function groupActive(
  id: string,
  active: readonly GroupMember[],
  error = new KafkaError(68, `group ${id}`),
): ApiError {
  const members = active.map(({ memberId, instanceId, clientId, host }) => ({ memberId, instanceId, clientId, host }));
  const has = members.length === 0 ? "members" : plural(members.length, "member");
  return new ApiError("group-active", `The group ${JSON.stringify(id)} still has ${has}.`, {
    hint: error.hint,
    kafka: error.kafka,
    extra: { members },
    cause: error,
  });
}

/** The same for a group whose members are not known yet. */
export async function groupActiveAsked(
  cluster: Cluster,
  id: string,
  error: KafkaError,
  signal?: AbortSignal,
): Promise<ApiError> {
  const [item] = await cluster.kafka.describeGroups([{ id }], { signal });
  return groupActive(id, item?.ok ? item.value.members : [], error);
}

import { ApiError } from "../../lib/api/error.ts";
import { plural } from "../../lib/format/count.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { KafkaError } from "../kafka/error.ts";

/** Deletes an empty group with its commits. @throws ApiError group-active with its members in `extra.members` */
export async function deleteGroupView(cluster: Cluster, id: string, signal?: AbortSignal): Promise<void> {
  try {
    await cluster.kafka.deleteGroup(id, { signal });
  } catch (error) {
    if (error instanceof KafkaError && error.kafkaCode === 68) throw await groupActive(cluster, id, error, signal);
    throw error;
  }
}

async function groupActive(cluster: Cluster, id: string, error: KafkaError, signal?: AbortSignal): Promise<ApiError> {
  const [item] = await cluster.kafka.describeGroups([{ id }], { signal });
  const described = item?.ok ? item.value.members : [];
  const members = described.map(({ memberId, instanceId, clientId, host }) => ({
    memberId,
    instanceId,
    clientId,
    host,
  }));
  const has = members.length === 0 ? "members" : plural(members.length, "member");
  return new ApiError("group-active", `The group ${JSON.stringify(id)} still has ${has}.`, {
    hint: error.hint,
    kafka: error.kafka,
    extra: { members },
    cause: error,
  });
}

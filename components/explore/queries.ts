import { queryOptions } from "@tanstack/react-query";
import { call } from "@/lib/api/call";
import { ApiError } from "@/lib/api/error";
import { listMessages } from "@/lib/api/messages";
import { listTopics } from "@/lib/api/topics";
import { type ConditionFault, type Conditions, conditionValues, faultOf } from "@/lib/filter/conditions";

/** Names of all topics, internal ones too, in the order of the alphabet. */
export const topicNames = (c: string) =>
  queryOptions({
    queryKey: [c, "topics", "list", "explore"] as const,
    queryFn: async (context) => {
      const query = { perPage: "all", internal: true, sort: "name" };
      const { items } = await call(listTopics, { cluster: c }, query)(context);
      return items.map(({ name, internal, offsetSpan }) => ({ name, internal, offsetSpan }));
    },
    staleTime: 30_000,
  });

/** Asks one of the topics whether conditions can be read. Nothing is fetched for it. */
export async function askConditions(
  c: string,
  t: string,
  conditions: Conditions,
  signal: AbortSignal,
): Promise<ConditionFault | undefined> {
  const query = { ...conditionValues(conditions), keyPartition: undefined, to: "offset:0", limit: 1 };
  try {
    await call(listMessages, { cluster: c, topic: t }, query)({ signal });
    return undefined;
  } catch (error) {
    return error instanceof ApiError ? faultOf(error, conditions) : undefined;
  }
}

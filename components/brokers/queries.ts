import { queryOptions } from "@tanstack/react-query";
import { getBroker, listBrokerConfigs, listBrokers } from "@/lib/api/brokers";
import { call } from "@/lib/api/call";
import { getQuorum } from "@/lib/api/clusters";
import { getBrokerHistory } from "@/lib/api/history";
import { type TimeRange, timeRangeQuery } from "@/lib/format/time-range";

export const brokerKeys = {
  all: (c: string) => [c, "brokers"] as const,
  list: (c: string) => [...brokerKeys.all(c), "list"] as const,
  detail: (c: string, id: number) => [...brokerKeys.all(c), "detail", id] as const,
  configs: (c: string, id: number) => [...brokerKeys.all(c), "configs", id] as const,
};

export const brokerList = (c: string) =>
  queryOptions({ queryKey: brokerKeys.list(c), queryFn: call(listBrokers, { cluster: c }) });
export const brokerDetail = (c: string, id: number) =>
  queryOptions({ queryKey: brokerKeys.detail(c, id), queryFn: call(getBroker, { cluster: c, broker: String(id) }) });
export const brokerConfigs = (c: string, id: number) =>
  queryOptions({
    queryKey: brokerKeys.configs(c, id),
    queryFn: call(listBrokerConfigs, { cluster: c, broker: String(id) }),
  });
export const brokerHistory = (c: string, id: number, range: TimeRange) => {
  const query = timeRangeQuery(range);
  return queryOptions({
    queryKey: [...brokerKeys.all(c), "history", id, query] as const,
    queryFn: call(getBrokerHistory, { cluster: c, broker: String(id) }, query),
  });
};
/** The same key as the overview's, so that both share one answer. */
export const quorumOf = (c: string) =>
  queryOptions({ queryKey: [c, "quorum"], queryFn: call(getQuorum, { cluster: c }) });

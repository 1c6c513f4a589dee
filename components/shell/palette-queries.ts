import { queryOptions } from "@tanstack/react-query";
import { listBrokers } from "@/lib/api/brokers";
import { call } from "@/lib/api/call";
import { listGroups } from "@/lib/api/groups";
import { listTopics } from "@/lib/api/topics";

// A file of their own: the frame of every page loads without the contracts of all nouns, the palette brings them along.
const HITS = 8;

export const topicHits = (c: string, search: string) =>
  queryOptions({
    queryKey: [c, "topics", "palette", search],
    queryFn: call(listTopics, { cluster: c }, { search, perPage: HITS, internal: search.startsWith("_") }),
    staleTime: 10_000,
  });
export const groupHits = (c: string, search: string) =>
  queryOptions({
    queryKey: [c, "groups", "palette", search],
    queryFn: call(listGroups, { cluster: c }, { search, perPage: HITS }),
    staleTime: 10_000,
  });
export const brokerHits = (c: string) =>
  queryOptions({ queryKey: [c, "brokers", "palette"], queryFn: call(listBrokers, { cluster: c }), staleTime: 10_000 });

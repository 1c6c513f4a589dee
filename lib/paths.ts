import { encodeSegment } from "./api/segment.ts";

/** Every page's URL is built here. */
const cluster = (name: string) => `/c/${encodeSegment(name)}`;
const topic = (c: string, name: string) => `${cluster(c)}/topics/${encodeSegment(name)}`;

export const paths = {
  clusters: () => "/",
  cluster,
  overview: (c: string) => `${cluster(c)}/overview`,
  topics: (c: string) => `${cluster(c)}/topics`,
  topic,
  topicMessages: (c: string, t: string) => `${topic(c, t)}/messages`,
  topicPartitions: (c: string, t: string) => `${topic(c, t)}/partitions`,
  topicGroups: (c: string, t: string) => `${topic(c, t)}/groups`,
  topicProducers: (c: string, t: string) => `${topic(c, t)}/producers`,
  topicHistory: (c: string, t: string) => `${topic(c, t)}/history`,
  topicConfig: (c: string, t: string) => `${topic(c, t)}/config`,
  /** one record, opened in the messages page */
  message: (c: string, t: string, partition: number, offset: bigint) =>
    `${topic(c, t)}/messages?m=${partition}:${offset}`,
  explore: (c: string) => `${cluster(c)}/explore`,
  /** one key followed through topics, from its first record on */
  exploreKey: (c: string, t: string, key: string, encoding: "utf8" | "base64") =>
    `${cluster(c)}/explore?${new URLSearchParams({ topic: t, key, ...(encoding === "base64" ? { keyEncoding: encoding } : {}), from: "time:-24h", order: "oldest" })}`,
  savedSearches: (c: string) => `${cluster(c)}/explore/saved`,
  groups: (c: string) => `${cluster(c)}/groups`,
  group: (c: string, g: string) => `${cluster(c)}/groups/${encodeSegment(g)}`,
  alerts: (c: string) => `${cluster(c)}/alerts`,
  lesson: (c: string) => `${cluster(c)}/lesson`,
  jobs: (c: string) => `${cluster(c)}/jobs`,
  brokers: (c: string) => `${cluster(c)}/brokers`,
  broker: (c: string, id: number) => `${cluster(c)}/brokers/${id}`,
};

/** A page's URL with the query another page was asked with. */
export function withQuery(path: string, query: Record<string, string | string[] | undefined>): string {
  const given = Object.entries(query).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

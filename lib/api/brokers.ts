import * as z from "zod/mini";
import { ConfigRow } from "./configs.ts";
import { endpoint } from "./endpoint.ts";
import { uint63 } from "./int64.ts";
import { PartialProblem, page } from "./list.ts";

export const BrokerRow = z.object({
  id: z.number(),
  host: z.string(),
  port: z.number(),
  rack: z.nullable(z.string()),
  isController: z.nullable(z.boolean()),
  isFenced: z.nullable(z.boolean()),
  /** whether it answered when the picture was taken */
  isAnswering: z.boolean(),
  leaderCount: z.nullable(z.number()),
  replicaCount: z.nullable(z.number()),
  inSyncReplicaCount: z.nullable(z.number()),
  sizeBytes: z.nullable(uint63),
  logDirs: z.nullable(
    z.array(
      z.object({
        path: z.string(),
        sizeBytes: z.nullable(uint63),
        totalBytes: z.nullable(uint63),
        usableBytes: z.nullable(uint63),
        error: z.nullable(z.string()),
        replicaCount: z.number(),
      }),
    ),
  ),
});
export type BrokerRow = z.output<typeof BrokerRow>;

export const listBrokers = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/brokers",
  access: { broker: "view" },
  summary: "Brokers with their load and log directories",
  query: z.strictObject({}),
  reply: page(BrokerRow),
});

export const getBroker = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/brokers/{broker}",
  access: { broker: "view" },
  summary: "One broker",
  query: z.strictObject({}),
  reply: z.extend(BrokerRow, { asOf: z.number(), problems: z.array(PartialProblem) }),
});

export const listBrokerConfigs = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/brokers/{broker}/configs",
  access: { broker: "view" },
  summary: "The configs of a broker with their sources",
  query: z.strictObject({}),
  reply: page(ConfigRow),
});

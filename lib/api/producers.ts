import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { int64, uint63 } from "./int64.ts";
import { page } from "./list.ts";

/**
 * An idempotent or transactional producer as the leader of a partition remembers it (DescribeProducers, KIP-664). Leaders forget those
 * that have not written for `producer.id.expiration.ms` (a day unless said); producers without an id, those with
 * `enable.idempotence=false`, are never among them.
 */
export const ActiveProducer = z.object({
  partition: z.number(),
  producerId: int64,
  producerEpoch: z.number(),
  /** of its last batch; null when it has only begun a transaction */
  lastSequence: z.nullable(z.number()),
  /** of its last batch, as the records' clock has it, epoch ms */
  lastTimestamp: z.nullable(z.number()),
  /** its open transaction begins at this offset; null where none is open */
  openTransactionStart: z.nullable(uint63),
  /** of the transaction coordinator that wrote its last marker; null before the first */
  coordinatorEpoch: z.nullable(z.number()),
});
export type ActiveProducer = z.output<typeof ActiveProducer>;

export const listProducers = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics/{topic}/producers",
  access: { topic: "view" },
  summary: "Who writes to a topic: the producers that leaders remember, per partition; the last to write first",
  query: z.strictObject({}),
  reply: page(ActiveProducer),
});

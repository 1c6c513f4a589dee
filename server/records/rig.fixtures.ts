import * as z from "zod/mini";
import { testBootstrap, uniqueName } from "../../e2e/support/rig.ts";
import { BrowseQuery, type Message, tailEvents, tailMessages } from "../../lib/api/messages.ts";
import type { Codec } from "../kafka/batch/codec.ts";
import { encodeBatch, type RecordToWrite } from "../kafka/batch/encode.ts";
import type { KafkaCluster } from "../kafka/cluster.ts";
import { openCluster } from "../kafka/open.ts";
import { browseOnce } from "./browse-once.ts";
import type { Order, Placed } from "./merge.ts";
import { type TailEvent, tail } from "./tail/tail.ts";

/** Test support: topics of its own on the shared brokers, and what was written to them. */
export type Bench = {
  kafka: KafkaCluster;
  bootstrap: string;
  ownTopic(partitions?: number, configs?: Record<string, string>): Promise<string>;
  /** Appends batches to a partition; answers the base offset of each. */
  append(
    topic: string,
    partition: number,
    batches: readonly (readonly Partial<RecordToWrite>[])[],
    codec?: Codec,
  ): Promise<bigint[]>;
  read(topic: string, query?: Record<string, string>, signal?: AbortSignal): ReturnType<typeof browseOnce>;
  close(): Promise<void>;
};

export function openBench(): Bench {
  const bootstrap = testBootstrap();
  const kafka = openCluster({ name: "local", bootstrapServers: bootstrap.split(",") });
  const topics: string[] = [];
  return {
    kafka,
    bootstrap,
    async ownTopic(partitions = 3, configs = {}) {
      const name = uniqueName("r2");
      topics.push(name);
      // records are dated as the test likes: none may be too old to be kept
      await kafka.createTopic({ name, partitions, configs: { "retention.ms": "-1", ...configs } });
      return name;
    },
    async append(topic, partition, batches, codec = "none") {
      const asks = batches.map((records) => ({
        topic,
        partition,
        batch: encodeBatch({ records: records.map(written), codec }),
      }));
      const bases: bigint[] = [];
      for (const item of await kafka.produce(asks, { acks: -1 })) {
        if (!item.ok) throw item.error;
        bases.push(item.value.baseOffset ?? -1n);
      }
      return bases;
    },
    read: (topic, query = {}, signal = AbortSignal.timeout(30_000)) => browseOnce(kafka, topic, queryOf(query), signal),
    async close() {
      await Promise.allSettled(topics.map((topic) => kafka.deleteTopic(topic)));
      await kafka.close();
    },
  };
}

export function queryOf(query: Record<string, string>) {
  return BrowseQuery.parse(query);
}

/** What a tail's event shows. */
export function messagesOf(event: TailEvent): Message[] {
  if (event.event !== "messages") return [];
  return z.decode(tailEvents.messages, JSON.parse(event.json) as z.input<typeof tailEvents.messages>).items;
}

/** A tail that is read in the background; `stop` ends it. */
export async function follow(
  bench: Pick<Bench, "kafka">,
  topic: string,
  query: Record<string, string> = {},
  lastEventId: string | null = null,
  decoding: Parameters<typeof tail>[3]["decoding"] = null,
) {
  const abort = new AbortController();
  const events: TailEvent[] = [];
  const parsed = z.parse(tailMessages.query ?? z.never(), query) as Parameters<typeof tail>[2];
  const stream = await tail(bench.kafka, topic, parsed, { signal: abort.signal, lastEventId, decoding });
  const reading = (async () => {
    for await (const event of stream) events.push(event);
  })();
  const messages = (): Message[] => events.flatMap(messagesOf);
  return {
    events,
    messages,
    texts: () => messages().map(({ value }) => value?.text),
    lastId: () => events.at(-1)?.id ?? null,
    problem: () => events.flatMap((event) => (event.event === "problem" ? [event.data] : [])).at(-1),
    status: () => events.flatMap((event) => (event.event === "status" ? [event.data] : [])).at(-1),
    ended: () => reading,
    async stop() {
      abort.abort();
      await reading;
    },
  };
}

/** How a single record is asked for. */
export function shown(maxValueBytes: number) {
  return { maxValueBytes, keyFormat: "auto", valueFormat: "auto" };
}

function written({
  key = null,
  value = null,
  headers = [],
  timestamp = 1_700_000_000_000,
}: Partial<RecordToWrite>): RecordToWrite {
  return { key, value, headers, timestamp };
}

/** A stream of numbers from 0 up to 1 that is the same for the same seed. */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The definition, by brute force: of the last (first) `limit` of each partition, the `limit` first in the order of the reply. */
export function bestOf<T extends Placed>(order: Order, records: readonly T[], limit: number): T[] {
  const byPartition = new Map<number, T[]>();
  for (const record of records)
    byPartition.set(record.partition, [...(byPartition.get(record.partition) ?? []), record]);
  const sign = order === "newest" ? -1 : 1;
  const candidates = [...byPartition.values()].flatMap((items) =>
    items.toSorted((a, b) => sign * (a.offset < b.offset ? -1 : 1)).slice(0, limit),
  );
  return candidates
    .sort(
      (a, b) =>
        sign * (a.timestamp - b.timestamp) || a.partition - b.partition || sign * (a.offset < b.offset ? -1 : 1),
    )
    .slice(0, limit);
}

export function placeOf({ partition, offset, timestamp }: Placed | Message): string {
  return `${partition}/${offset}@${timestamp}`;
}

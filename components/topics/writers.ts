import type { ActiveProducer } from "@/lib/api/producers";

/** A producer over all partitions it wrote to. */
export type Writer = {
  producerId: bigint;
  /** the newest: an older one is fenced */
  epoch: number;
  /** epoch ms of its last batch by the records' clock */
  lastAt: number | null;
  partitions: number[];
  openSince: { partition: number; offset: bigint }[];
};

/** Partitions' memories put together by producer, the last to write first. */
export function writersOf(producers: readonly ActiveProducer[]): Writer[] {
  return [...Map.groupBy(producers, ({ producerId }) => producerId)]
    .map(([producerId, rows]): Writer => {
      const times = rows.flatMap(({ lastTimestamp }) => (lastTimestamp === null ? [] : [lastTimestamp]));
      return {
        producerId,
        epoch: Math.max(...rows.map(({ producerEpoch }) => producerEpoch)),
        lastAt: times.length === 0 ? null : Math.max(...times),
        partitions: rows.map(({ partition }) => partition).sort((a, b) => a - b),
        openSince: rows
          .flatMap(({ partition, openTransactionStart }) =>
            openTransactionStart === null ? [] : [{ partition, offset: openTransactionStart }],
          )
          .sort((a, b) => a.partition - b.partition),
      };
    })
    .sort((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0));
}

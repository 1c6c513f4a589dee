"use client";
import type { ReactNode } from "react";
import { controlWords, transactionWords } from "@/components/kafka/record-cells";
import { Term } from "@/components/kafka/term";
import { Quantity } from "@/components/ui/quantity";
import type { Message } from "@/lib/api/messages";
import { bytes } from "@/lib/format/bytes";
import { plural } from "@/lib/format/count";

/** What Kafka stores beside the key, the value and the headers. */
export function RecordFacts({ message }: { message: Message }) {
  const { batch, producerId, compression, control } = message;
  const facts: [ReactNode, ReactNode][] = [
    ["Timestamp", message.timestampType === "create" ? "create time" : "append time"],
    [
      "Key size",
      message.key === null && !control ? (
        <span key="null">null</span>
      ) : (
        <Quantity key="key" of={bytes(message.keySize)} />
      ),
    ],
    [
      <Term key="batch" word="compression">
        Batch
      </Term>,
      `${compression}, ${plural(batch.recordCount, "record")}`,
    ],
    ["Value size", message.value === null ? "null" : <Quantity key="value" of={bytes(message.valueSize)} />],
    ["Batch from", `${batch.baseOffset}`],
    ["Batch size", <Quantity key="size" of={bytes(batch.sizeBytes)} />],
    [
      <Term key="producer" word="idempotent">
        Producer
      </Term>,
      producerId < 0n ? "not idempotent" : `${producerId}, epoch ${batch.producerEpoch}`,
    ],
    ["Sequence", producerId < 0n || batch.baseSequence < 0 ? "none" : `from ${batch.baseSequence}`],
    [
      <Term key="transaction" word="transaction">
        Transaction
      </Term>,
      control
        ? controlWords[control.type]
        : message.transaction === null
          ? "none"
          : transactionWords[message.transaction],
    ],
    [
      <Term key="epoch" word="leader-epoch">
        Leader epoch
      </Term>,
      message.leaderEpoch < 0 ? "—" : String(message.leaderEpoch),
    ],
    ...(typeof control?.coordinatorEpoch === "number"
      ? [["Coordinator", `epoch ${control.coordinatorEpoch}`] as [ReactNode, ReactNode]]
      : []),
  ];
  return (
    <section aria-label="Record">
      <h3>Record</h3>
      <dl className="kv pairs">
        {facts.map(([name, value], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the facts are fixed
          <div key={at} className="contents">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

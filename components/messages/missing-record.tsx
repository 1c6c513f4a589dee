"use client";
import type { ReactNode } from "react";
import { Term } from "@/components/kafka/term";
import { Button } from "@/components/ui/button";
import { ApiError } from "@/lib/api/error";
import type { RecordId } from "@/lib/kafka/record-rows";

/** No record stands at this offset: why that is normal, and the next one that does. Other failures are `children`. */
export function MissingRecord({
  error,
  partition,
  onGo,
  children,
}: {
  error: unknown;
  partition: number;
  onGo: (id: RecordId) => void;
  children: ReactNode;
}) {
  if (!(error instanceof ApiError) || error.code !== "no-such-record") return children;
  const next = error.extra?.next;
  const offset = typeof next === "string" && /^\d{1,19}$/.test(next) ? BigInt(next) : null;
  return (
    <section className="grid justify-items-start gap-2">
      <h3 className="text-lead">No record stands here</h3>
      <p className="soft">{error.message}</p>
      <p className="soft">
        Offsets have gaps where <Term word="compaction">compaction</Term> removed a record or a{" "}
        <Term word="transaction">transaction</Term> left its marker; below the <Term word="log-start">log start</Term>{" "}
        everything was deleted.
      </p>
      {offset === null ? null : (
        <Button onClick={() => onGo({ partition, offset })}>
          Open the next record, {partition}:{String(offset)}
        </Button>
      )}
    </section>
  );
}

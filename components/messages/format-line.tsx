"use client";
import { Status } from "@/components/ui/status";
import type { Message } from "@/lib/api/messages";
import { transactionWords } from "@/components/kafka/record-cells";

/** Which format was chosen, and why the ones before it refused. */
export function FormatLine({ message }: { message: Message }) {
  const { value, transaction } = message;
  const refused = value?.refused.map(({ format, reason }) => `not ${format}: ${reason}`).join("; ") ?? "";
  return (
    <p className="why">
      {transaction === "aborted" || transaction === "open" ? (
        <Status tone={transaction === "aborted" ? "bad" : "warn"}>{transactionWords[transaction]}</Status>
      ) : null}
      <b className="font-semibold text-ink">
        {value === null ? "null" : value.format === "json" ? "JSON" : value.format}
      </b>
      <span className="cut" data-tip-cut={refused}>
        {value === null
          ? "a tombstone: in a compacted topic it deletes its key"
          : refused || (value.format === "json" ? "valid UTF-8, parses as JSON" : "")}
      </span>
      {value?.schema ? (
        <span className="mono">
          {value.schema.subject ?? `schema ${value.schema.id}`}
          {value.schema.version === null ? "" : ` v${value.schema.version}`}
        </span>
      ) : null}
    </p>
  );
}

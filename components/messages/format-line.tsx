"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { controlWords, transactionWords } from "@/components/kafka/record-cells";
import { Button } from "@/components/ui/button";
import { Status } from "@/components/ui/status";
import type { Message } from "@/lib/api/messages";
import { formatName, whyWords } from "./format-words";
import type { Formats } from "./queries";

const FormatDetails = dynamic(() => import("./format-details").then((part) => part.FormatDetails), { ssr: false });

/** Which format the value was read as and why; opens what else was tried, the schema, and another choice. */
export function FormatLine({
  cluster,
  topic,
  message,
  formats,
  onFormats,
}: {
  cluster: string;
  topic: string;
  message: Message;
  formats: Formats;
  /** absent where no choice can be made */
  onFormats?: ((formats: Partial<Formats>) => void) | undefined;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const { value, transaction, control } = message;
  const refused = value?.refused.map(({ format, reason }) => `not ${format}: ${reason}`).join("; ") ?? "";
  const why = control
    ? "written by the broker at the end of a transaction, not by a producer"
    : value === null
      ? ""
      : whyWords(value, formats.valueFormat);
  return (
    <>
      <div className="why">
        {transaction === "aborted" || transaction === "open" ? (
          <Status tone={transaction === "aborted" ? "bad" : "warn"}>{transactionWords[transaction]}</Status>
        ) : null}
        {control ? (
          <Status tone={control.type === "abort" ? "warn" : "info"}>{controlWords[control.type]}</Status>
        ) : null}
        {control ? null : (
          <b className="flex-none font-semibold whitespace-nowrap text-ink">
            {value === null ? "null" : formatName(value.format)}
          </b>
        )}
        <span className="cut" data-tip-cut={refused === "" ? why : `${why}; ${refused}`}>
          {value === null && !control ? "a tombstone: in a compacted topic it deletes its key" : why}
        </span>
        {value?.schema ? (
          <span className="mono cut">
            {value.schema.subject ?? `schema ${value.schema.id}`}
            {value.schema.version === null ? "" : ` v${value.schema.version}`}
          </span>
        ) : null}
        <span className="flex-1" />
        <Button look="quiet" small aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          Formats
        </Button>
      </div>
      {isOpen ? (
        <FormatDetails cluster={cluster} topic={topic} message={message} formats={formats} onFormats={onFormats} />
      ) : null}
    </>
  );
}

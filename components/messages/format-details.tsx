"use client";
import { Field } from "@/components/ui/field";
import type { Message, Payload } from "@/lib/api/messages";
import { FormatSchema } from "./format-schema";
import { FormatSelect } from "./format-select";
import { formatName, whyWords } from "./format-words";
import type { Formats } from "./queries";

/** For key and value: how they were read and why, what refused and why; and another way to read them all. */
export function FormatDetails({
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
  onFormats: ((formats: Partial<Formats>) => void) | undefined;
}) {
  const parts = [
    { part: "key", payload: message.key, asked: formats.keyFormat },
    { part: "value", payload: message.value, asked: formats.valueFormat },
  ] as const;
  return (
    <section
      className="grid max-h-[45%] flex-none gap-3 overflow-auto border-b border-line px-4 py-2 text-[12px] desk:grid-cols-2"
      aria-label="Formats"
    >
      {parts.map(({ part, payload, asked }) => (
        <div key={part} className="grid min-w-0 content-start gap-1">
          {onFormats ? (
            <Field label={`Read each ${part} as`}>
              {(slot) => (
                <FormatSelect
                  cluster={cluster}
                  topic={topic}
                  part={part}
                  value={asked}
                  slot={slot}
                  onFormats={onFormats}
                />
              )}
            </Field>
          ) : null}
          <PartReading cluster={cluster} part={part} payload={payload} asked={asked} />
        </div>
      ))}
    </section>
  );
}

function PartReading({
  cluster,
  part,
  payload,
  asked,
}: {
  cluster: string;
  part: "key" | "value";
  payload: Payload | null;
  asked: string;
}) {
  if (payload === null) return <p className="muted">The {part} is null: there is nothing to read.</p>;
  return (
    <>
      <p>
        <b className="font-semibold">{formatName(payload.format)}</b>{" "}
        <span className="muted">{whyWords(payload, asked)}</span>
      </p>
      {payload.schema ? <FormatSchema cluster={cluster} schema={payload.schema} /> : null}
      {payload.refused.length > 0 ? (
        <ul className="grid gap-0.5" aria-label={`What refused the ${part}`}>
          {payload.refused.map(({ format, reason }) => (
            <li key={format} className="muted">
              not <span className="mono">{format}</span>: {reason}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

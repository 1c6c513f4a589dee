import { Tag } from "@/components/ui/chip";
import { Status } from "@/components/ui/status";
import type { Message, Payload } from "@/lib/api/messages";
import { bytes } from "@/lib/format/bytes";
import { hexPreview, type Needle, previewParts } from "./preview";

/** Says what a transaction did to a record, where that matters to who reads it. */
export const transactionWords = {
  aborted: "aborted",
  open: "in an open transaction",
  committed: "committed",
} as const;

/** What a control record is called: the broker wrote it, nobody sent it. */
export const controlWords = {
  commit: "commit marker",
  abort: "abort marker",
  other: "control record",
} as const;

/** True of what can be shown as a tree, whichever format it was read from. */
export function isJson(payload: Payload | null): boolean {
  return payload !== null && payload.encoding === "utf8" && (payload.syntax ?? payload.format) === "json";
}

/** Marks what a transaction did to a record, where that matters to who reads it. */
export function TransactionMark({ of }: { of: Message["transaction"] }) {
  if (of !== "aborted" && of !== "open") return null;
  return (
    <Status tone={of === "aborted" ? "bad" : "warn"} className="mr-2">
      {transactionWords[of]}
    </Status>
  );
}

/** The end of a transaction, in the place of a value: whose it was. */
export function MarkerText({ message: { control, producerId, batch } }: { message: Message }) {
  if (!control) return null;
  return (
    <>
      <Status tone={control.type === "abort" ? "warn" : "info"} className="mr-2">
        {controlWords[control.type]}
      </Status>
      <i>
        producer {String(producerId)}, epoch {batch.producerEpoch}
        {control.coordinatorEpoch === null ? "" : `, coordinator epoch ${control.coordinatorEpoch}`}
      </i>
    </>
  );
}

export function KeyText({ payload, needle }: { payload: Payload | null; needle: Needle }) {
  if (payload === null) return <Tag isVoid>null</Tag>;
  if (payload.encoding === "base64") return <i>{hexPreview(payload, 12)}</i>;
  if (payload.text === "") return <i>empty</i>;
  return <Parts text={payload.text} needle={needle} isJson={false} />;
}

export function ValueText({ payload, needle }: { payload: Payload | null; needle: Needle }) {
  if (payload === null)
    return (
      <>
        <Tag isVoid>null</Tag> <i>tombstone</i>
      </>
    );
  if (payload.encoding === "base64") return <Bytes payload={payload} />;
  if (payload.text === "") return <i>empty</i>;
  return <Parts text={payload.text} needle={needle} isJson={isJson(payload)} />;
}

/** What begins as JSON and is none is trouble; other bytes are just bytes. */
function Bytes({ payload }: { payload: Payload }) {
  const broken = /^(e[w-z0-3]|W[w-z0-3])/.test(payload.text)
    ? payload.refused.find(({ format }) => format === "json")
    : undefined;
  return (
    <>
      {broken ? (
        <Status tone="warn" className="mr-2">
          not JSON: {broken.reason}; shown as bytes
        </Status>
      ) : (
        <>
          <Tag>bytes</Tag>{" "}
        </>
      )}
      <i>{hexPreview(payload, 48)}</i>
    </>
  );
}

function Parts({ text, needle, isJson }: { text: string; needle: Needle; isJson: boolean }) {
  return previewParts(text, needle, isJson).map((part, at) =>
    part.look === "match" ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
      <mark key={at}>{part.text}</mark>
    ) : part.look === "quiet" ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
      <i key={at}>{part.text}</i>
    ) : (
      part.text
    ),
  );
}

export function SizeText({ of, isNull }: { of: number; isNull: boolean }) {
  if (isNull) return <i>—</i>;
  const { text, unit } = bytes(of);
  return (
    <>
      {text} <small>{unit}</small>
    </>
  );
}

"use client";
import { type MouseEvent, memo, type ReactNode } from "react";
import { Tag } from "@/components/ui/chip";
import { Status } from "@/components/ui/status";
import type { Message, Payload } from "@/lib/api/messages";
import { bytes } from "@/lib/format/bytes";
import { absoluteTime, dateOf, timeOfDay, type Zone } from "@/lib/format/time";
import { GridCell, GridRow } from "./grid-parts";
import { hexPreview, type Needle, previewParts } from "./preview";

/** Says what a transaction did to a record, where that matters to who reads it. */
export const transactionWords = {
  aborted: "aborted",
  open: "in an open transaction",
  committed: "committed",
} as const;

export type MessageRowProps = {
  message: Message;
  index: number;
  id: string;
  top: number;
  height: number;
  isOpen: boolean;
  isCursor: boolean;
  needle: Needle;
  zone: Zone;
  /** the list spans more than a day */
  hasDates: boolean;
  hasHeaders: boolean;
  onPress: (message: Message) => void;
};

/** One record on one line. Drawn again only when something of it changed: a record in the list stays the same object. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, index, id, top, height, isOpen, isCursor, needle, zone, hasDates, hasHeaders } = props;
  const time = timeOfDay(message.timestamp, zone);
  const press = (event: MouseEvent) => {
    if (window.getSelection()?.type !== "Range" || !(event.target instanceof Element)) props.onPress(message);
  };
  return (
    <GridRow
      id={id}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      data-cursor={isCursor ? "" : undefined}
      className="row"
      style={{ position: "absolute", top, left: 0, right: 0, height }}
      onClick={press}
    >
      <Cell className="time" tip={absoluteTime(message.timestamp, zone)}>
        {hasDates ? <i className="date">{dateOf(message.timestamp, zone).slice(5)} </i> : null}
        {time.slice(0, 8)}
        <i>{time.slice(8)}</i>
      </Cell>
      <Cell className="place">
        <span className="part">{String(message.partition).padStart(2, "\u2007")}:</span>
        <span className="offset">{String(message.offset)}</span>
      </Cell>
      <Cell className="key">
        <KeyText payload={message.key} needle={needle} />
      </Cell>
      <Cell className="val">
        <Transaction of={message.transaction} />
        <ValueText payload={message.value} needle={needle} />
      </Cell>
      {hasHeaders ? (
        <Cell className="count">{message.headers.length === 0 ? <i>0</i> : message.headers.length}</Cell>
      ) : null}
      <Cell className="size">
        <Size of={message.valueSize} isNull={message.value === null} />
      </Cell>
    </GridRow>
  );
});

function Cell({ className, tip, children }: { className: string; tip?: string; children: ReactNode }) {
  return (
    <GridCell className={className} data-tip={tip}>
      {children}
    </GridCell>
  );
}

function Transaction({ of }: { of: Message["transaction"] }) {
  if (of !== "aborted" && of !== "open") return null;
  return (
    <Status tone={of === "aborted" ? "bad" : "warn"} className="mr-2">
      {transactionWords[of]}
    </Status>
  );
}

function KeyText({ payload, needle }: { payload: Payload | null; needle: Needle }) {
  if (payload === null) return <Tag isVoid>null</Tag>;
  if (payload.encoding === "base64") return <i>{hexPreview(payload, 12)}</i>;
  if (payload.text === "") return <i>empty</i>;
  return <Parts text={payload.text} needle={needle} isJson={false} />;
}

function ValueText({ payload, needle }: { payload: Payload | null; needle: Needle }) {
  if (payload === null)
    return (
      <>
        <Tag isVoid>null</Tag> <i>tombstone</i>
      </>
    );
  if (payload.encoding === "base64") return <Bytes payload={payload} />;
  if (payload.text === "") return <i>empty</i>;
  return <Parts text={payload.text} needle={needle} isJson={payload.format === "json"} />;
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

function Size({ of, isNull }: { of: number; isNull: boolean }) {
  if (isNull) return <i>—</i>;
  const { text, unit } = bytes(of);
  return (
    <>
      {text} <small>{unit}</small>
    </>
  );
}

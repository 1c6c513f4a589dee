"use client";
import { useQuery } from "@tanstack/react-query";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { isJson } from "@/components/kafka/record-cells";
import { InlineDiff, LineDiff } from "@/components/ui/diff";
import { EmptyLine } from "@/components/ui/empty-state";
import { BoneLines, Loading } from "@/components/ui/skeleton";
import { Ago } from "@/components/ui/time-text";
import type { Message } from "@/lib/api/messages";
import { bytesText } from "@/lib/format/bytes";
import { plural } from "@/lib/format/count";
import { type FieldChange, jsonDiff } from "@/lib/format/json-diff";
import type { RecordId } from "@/lib/kafka/record-rows";
import { type Formats, previousOfKey } from "./queries";

/** changes that are drawn at most */
const most = 500;
/** longest text that is compared in the page */
const comparable = 2 * 1024 * 1024;

/** What this record changed against the one before it with the same key, in the same partition. */
export function RecordDiff({
  cluster,
  topic,
  message,
  formats,
  onGo,
}: {
  cluster: string;
  topic: string;
  message: Message;
  formats: Formats;
  onGo: (id: RecordId) => void;
}) {
  const { data, error, isPending, isFetching, refetch } = useQuery({
    ...previousOfKey(cluster, topic, message, formats),
    enabled: message.key !== null,
  });
  if (message.key === null) return <EmptyLine>This record has no key, so none is the one before it.</EmptyLine>;
  if (error)
    return (
      <ProblemPanel
        what="The record before could not be found"
        error={error}
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    );
  if (isPending)
    return (
      <Loading slow="Looking back through the partition for this key…">
        <BoneLines lines={5} />
      </Loading>
    );
  const { previous, scan } = data;
  if (!previous)
    return (
      <EmptyLine>
        {scan.reason === "budget"
          ? `In the ${plural(scan.scanned, "record")} before it none has this key; older ones were not looked at.`
          : `It is the first record with this key in partition ${message.partition}.`}
      </EmptyLine>
    );
  return (
    <section aria-label="Difference to the record before" className="grid gap-2">
      <p className="soft">
        Against{" "}
        <button
          type="button"
          className="link mono"
          onClick={() => onGo({ partition: previous.partition, offset: previous.offset })}
        >
          {previous.partition}:{String(previous.offset)}
        </button>
        , <Ago at={previous.timestamp} />, the record before with this key in its partition.
      </p>
      <Changes before={previous} after={message} />
    </section>
  );
}

function Changes({ before, after }: { before: Message; after: Message }) {
  if (before.value === null || after.value === null) {
    if (before.value === after.value) return <EmptyLine>Both are tombstones: their value is null.</EmptyLine>;
    return (
      <InlineDiff
        before={before.value === null ? "null" : bytesText(before.value.size)}
        after={after.value === null ? "null (tombstone)" : bytesText(after.value.size)}
      />
    );
  }
  if (before.value.truncated || after.value.truncated || Math.max(before.value.size, after.value.size) > comparable)
    return (
      <EmptyLine>
        The values ({bytesText(before.value.size)} and {bytesText(after.value.size)}) are too long to be compared here;
        download both.
      </EmptyLine>
    );
  if (before.value.text === after.value.text) return <EmptyLine>The values are the same, byte for byte.</EmptyLine>;
  const changes =
    isJson(before.value) && isJson(after.value) ? jsonDiff(before.value.text, after.value.text) : undefined;
  if (changes?.length === 0)
    return <EmptyLine>The values differ only in how they are written: spaces or the order of fields.</EmptyLine>;
  if (changes) return <FieldChanges changes={changes} />;
  return (
    <div className="overflow-auto">
      <LineDiff lines={linesOf(before.value.text, after.value.text)} />
    </div>
  );
}

function FieldChanges({ changes }: { changes: readonly FieldChange[] }) {
  return (
    <>
      <p>{plural(changes.length, "field differs", "fields differ")}</p>
      <dl className="kv">
        {changes.slice(0, most).map(({ path, before, after }) => (
          <div key={path} className="contents">
            <dt className="mono whitespace-normal! break-all pr-3">{path.replace(/^value\./, "")}</dt>
            <dd className="mono whitespace-normal! break-all">
              <InlineDiff before={cut(before)} after={cut(after)} />
            </dd>
          </div>
        ))}
      </dl>
      {changes.length > most ? <p className="small muted">and {plural(changes.length - most, "more field")}</p> : null}
    </>
  );
}

function cut(text: string | null): string | null {
  return text === null || text.length <= 300 ? text : `${text.slice(0, 300)}…`;
}

/** Lines that only one of two texts has, in their order. */
function linesOf(before: string, after: string): { kind: "minus" | "plus"; text: string }[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const [hadOld, hasNow] = [new Set(old), new Set(now)];
  return [
    ...old.filter((line) => !hasNow.has(line)).map((text) => ({ kind: "minus" as const, text })),
    ...now.filter((line) => !hadOld.has(line)).map((text) => ({ kind: "plus" as const, text })),
  ].slice(0, most);
}

"use client";
import { type Dispatch, type SetStateAction, useDeferredValue, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { CliBlock } from "@/components/kafka/cli-block";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { saveText } from "@/components/ui/save-text";
import { Segmented } from "@/components/ui/segmented";
import { TextInput } from "@/components/ui/text-input";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { BatchColumns } from "./batch-columns";
import { BatchFaults } from "./batch-faults";
import { BatchKinds } from "./batch-kinds";
import { BatchResults } from "./batch-results";
import { BatchText } from "./batch-text";
import { batchCommand, failedText, firstOf, utf8Of } from "./batch-texts";
import { type BatchForm, type BatchKind, type BatchOptions, columnsOf, needsCheck, parseBatch } from "./produce-batch";
import type { ProduceDraft } from "./produce-draft";
import { RecordExamples } from "./record-examples";
import { useKinds } from "./side-kinds";
import type { useBatchSend } from "./use-batch-send";

const forms: { value: BatchForm; label: string; tip: string }[] = [
  { value: "lines", label: "Lines", tip: "Each line is a record" },
  { value: "ndjson", label: "NDJSON", tip: "Each line is JSON: a value, or a record as an export writes it" },
  { value: "csv", label: "CSV", tip: "RFC 4180 with a header line; columns are mapped" },
];
/** null = not chosen yet */
type BatchDraft = Omit<BatchOptions, "key" | "value"> & { key: BatchKind | null; value: BatchKind | null };
/** The text, the file it came from, and what it is read as. */
type BatchHeld = { text: string; file: string | null; draft: BatchDraft };
export const firstBatch: BatchHeld = {
  text: "",
  file: null,
  draft: { form: "lines", separator: "", roles: {}, key: null, value: null },
};

const mostFile = 128 * 1024 * 1024;

/** Many records at once: pasted or from a file, looked at before, sent in pieces. */
export function ProduceBatchTab({
  cluster,
  topic,
  servers,
  delivery,
  held,
  onHeld,
  batch,
  blocked,
  foot,
}: {
  cluster: string;
  topic: string;
  servers: readonly string[];
  delivery: Pick<ProduceDraft, "acks" | "idempotent" | "compression">;
  held: BatchHeld;
  onHeld: Dispatch<SetStateAction<BatchHeld>>;
  batch: ReturnType<typeof useBatchSend>;
  blocked: string | undefined;
  /** where the buttons go */
  foot: HTMLElement | null;
}) {
  const { text, file, draft } = held;
  const [fault, setFault] = useState<string | undefined>(undefined);
  const kinds = {
    key: useKinds(cluster, topic, "key").preferred,
    value: useKinds(cluster, topic, "value").preferred,
  };
  const options = useMemo(
    (): BatchOptions => ({
      ...draft,
      // what nobody has chosen is written as the topic's records are
      key: draft.key ?? { kind: kinds.key ?? "text" },
      value: draft.value ?? { kind: kinds.value ?? "text" },
    }),
    [draft, kinds.key, kinds.value],
  );
  const rested = useDeferredValue(text);
  const rows = useMemo(() => parseBatch(rested, options), [rested, options]);
  const good = rows.flatMap((row) => ("record" in row ? [row] : []));
  const bad = rows.flatMap((row) => ("fault" in row ? [row] : []));
  const { state } = batch;
  const edit = (part: Partial<BatchOptions>) =>
    onHeld((before) => ({ ...before, draft: { ...before.draft, ...part } }));
  const setRead = (read: string, from: string | null) => {
    setFault(undefined);
    onHeld((before) => ({ ...before, text: read, file: from }));
  };
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    if (chosen.size > mostFile) return setFault("A file of at most 128 MiB; longer ones go with kcat.");
    const read = utf8Of(await chosen.arrayBuffer());
    if (read === null) return setFault(`${chosen.name} is not text in UTF-8: save it as UTF-8, or send it with kcat.`);
    setRead(read, chosen.name);
    if (/\.csv$/i.test(chosen.name)) edit({ form: "csv" });
    else if (/\.(ndjson|jsonl)$/i.test(chosen.name)) edit({ form: "ndjson" });
  };
  const why = blocked ?? (good.length === 0 ? "There is no record yet" : undefined);
  const failures = state?.rows.filter(({ result }) => result.error !== null) ?? [];
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <Segmented label="What the text is" value={options.form} options={forms} onChange={(form) => edit({ form })} />
        {options.form === "lines" ? (
          <TextInput
            mono
            frame="w-40"
            aria-label="Between key and value"
            placeholder="no key"
            end="key ends at"
            value={options.separator}
            onChange={(event) => edit({ separator: event.target.value.replace("\\t", "\t") })}
          />
        ) : null}
        <span className="flex-1" />
        <label className="btn small-ctl">
          From a file…
          <input
            type="file"
            className="sr-only"
            accept=".csv,.json,.ndjson,.jsonl,.txt,text/*,application/json"
            onChange={(event) => {
              void take(event.target.files?.[0]);
              // the same file, changed since, may be chosen again
              event.target.value = "";
            }}
          />
        </label>
      </div>
      <Field
        label={file ? `Records of ${file}` : "Records"}
        error={fault}
        hint={rows.length === 0 ? "Paste them or drop a file here; nothing is sent before you say so." : undefined}
      >
        {(slot) => (
          <BatchText
            slot={slot}
            text={text}
            onText={(typed) => setRead(typed, typed === "" ? null : file)}
            onFile={(dropped) => void take(dropped)}
          />
        )}
      </Field>
      {options.form === "csv" && rested !== "" ? (
        <BatchColumns
          columns={columnsOf(rested, options.roles)}
          onRole={(name, role) => edit({ roles: { ...options.roles, [name]: role } })}
        />
      ) : null}
      <BatchKinds cluster={cluster} topic={topic} options={options} onOptions={edit} />
      <RecordExamples examples={firstOf(good)} />
      <BatchFaults rows={bad} />
      {options.form === "lines" && good.length > 0 && !needsCheck(options) ? (
        <CliBlock
          command={batchCommand(servers, topic, options.separator)}
          comment="the same from a file of these lines"
        />
      ) : null}
      {state?.error ? (
        <ProblemPanel
          what={`It stopped after ${plural(state.rows.length, "record")} of ${grouped(state.total)}`}
          error={state.error}
        />
      ) : null}
      {state && state.unfit.length > 0 ? (
        <BatchFaults rows={state.unfit} more="Nothing was sent." />
      ) : state ? (
        <BatchResults cluster={cluster} topic={topic} state={state} />
      ) : null}
      {foot
        ? createPortal(
            <>
              {failures.length > 0 && !state?.isRunning ? (
                <Button
                  onClick={() => saveText(`${topic}-failed.ndjson`, "application/x-ndjson", failedText(failures))}
                >
                  Save {plural(failures.length, "failure")}
                </Button>
              ) : null}
              {state?.isRunning ? (
                <Button onClick={batch.stop}>Stop</Button>
              ) : (
                <Button
                  look="primary"
                  blocked={why}
                  onClick={() => void batch.run(good, delivery, { source: held, isChecked: needsCheck(options) })}
                >
                  Produce {plural(good.length, "record")}
                  {state?.source === held && state.rows.length > 0 ? " again" : null}
                </Button>
              )}
            </>,
            foot,
          )
        : null}
    </>
  );
}

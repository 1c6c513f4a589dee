"use client";
import { useQuery } from "@tanstack/react-query";
import { Select } from "@/components/ui/select";
import { Status } from "@/components/ui/status";
import { formatsOf, subjectsOf, versionsOf, writingOf } from "./format-queries";
import type { SchemaPick } from "./produce-side";
import type { Part } from "./side-kinds";

/** By which schema a key or a value is written: the topic's own or another subject, its version, and of protobuf the message. */
export function SchemaChoice({
  cluster,
  topic,
  part,
  format,
  pick,
  onPick,
}: {
  cluster: string;
  topic: string;
  part: Part;
  format: string;
  pick: SchemaPick;
  onPick: (pick: SchemaPick) => void;
}) {
  const { data: formats } = useQuery(formatsOf(cluster, topic));
  const { data: subjects } = useQuery({ ...subjectsOf(cluster), enabled: formats?.hasRegistry ?? false });
  const rule = formats?.[part]?.format === format ? (formats[part] ?? null) : null;
  const own = `${topic}-${part}`;
  const subject = pick.subject ?? (rule ? null : own);
  const names = subjects?.items.map(({ name }) => name) ?? [];
  const isThere = subject !== null && names.includes(subject);
  const { data: versions } = useQuery({ ...versionsOf(cluster, subject ?? ""), enabled: isThere });
  const { data: writing, error } = useQuery(writingOf(cluster, topic, part, format, pick));
  const usual = { value: "", label: rule ? "by the configuration" : own };
  const others = [...new Set([...names, ...(pick.subject ? [pick.subject] : [])])].filter(
    (name) => rule !== null || name !== own || pick.subject === own,
  );
  const messages = writing?.messages ?? [];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Select
        quiet
        frame="max-w-full"
        aria-label={`Schema of the ${part}`}
        value={pick.subject ?? ""}
        options={[usual, ...others.map((name) => ({ value: name, label: name }))]}
        onPick={(next) => onPick(next === "" ? {} : { subject: next })}
      />
      {isThere ? (
        <Select
          quiet
          aria-label={`Version of the ${part}'s schema`}
          value={String(pick.version ?? "")}
          options={[
            { value: "", label: "latest version" },
            ...(versions?.items ?? [])
              .map(({ version }) => ({ value: String(version), label: `version ${version}` }))
              .reverse(),
          ]}
          onPick={(next) => {
            const { version: _version, ...rest } = pick;
            onPick(next === "" ? rest : { ...rest, version: Number(next) });
          }}
        />
      ) : null}
      {messages.length > 1 ? (
        <Select
          quiet
          frame="max-w-full"
          aria-label={`Message of the ${part}`}
          value={writing?.message ?? ""}
          options={messages.map((name) => ({ value: name, label: name }))}
          onPick={(message) => onPick({ ...pick, message })}
        />
      ) : null}
      {writing && !writing.isFramed ? (
        <span className="small muted cut min-w-0 max-w-full" data-tip-cut={writing.words}>
          {writing.words}
        </span>
      ) : null}
      {error ? (
        <Status tone="warn" className="small">
          {error.message}
        </Status>
      ) : null}
    </div>
  );
}

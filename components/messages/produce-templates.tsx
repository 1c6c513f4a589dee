"use client";
import { useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { stored, useStored } from "@/components/ui/stored";
import { TextInput } from "@/components/ui/text-input";
import { emptyDraft, type ProduceDraft } from "./produce-draft";

type Saved = { name: string; draft: ProduceDraft };
type All = Readonly<Record<string, readonly Saved[]>>;

/** Templates of records by topic, kept in this browser. */
const templates = stored<All>("klar.templates", {}, read);
const mostOfTopic = 50;
/** what is longer does not fit a browser's store */
const mostChars = 200_000;

/** Drafts kept by name for this topic: taken, kept, forgotten. */
export function ProduceTemplates({
  cluster,
  topic,
  draft,
  onDraft,
}: {
  cluster: string;
  topic: string;
  draft: ProduceDraft;
  onDraft: (draft: ProduceDraft) => void;
}) {
  const [chosen, setChosen] = useState("");
  const [name, setName] = useState<string | null>(null);
  const scope = `${cluster}/${topic}`;
  const own = useStored(templates)[scope] ?? [];
  const put = (next: readonly Saved[]) => templates.set((all) => ({ ...all, [scope]: next.slice(-mostOfTopic) }));
  const keep = () => {
    const given = name?.trim() ?? "";
    if (given === "") return;
    put([...own.filter((one) => one.name !== given), { name: given, draft }]);
    setChosen(given);
    setName(null);
  };
  const isLong = draft.value.text.length + draft.key.text.length > mostChars;
  if (name !== null)
    return (
      <span className="flex items-center gap-1 phone:flex-auto phone:py-1.5 phone:pl-4">
        <TextInput
          aria-label="Name of the template"
          placeholder="name"
          frame="w-40 phone:flex-auto"
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") keep();
          }}
        />
        <Button small blocked={name.trim() === "" ? "Give it a name" : undefined} onClick={keep}>
          Keep
        </Button>
        <IconButton icon="close" label="Do not keep it" onClick={() => setName(null)} />
      </span>
    );
  return (
    <span className="flex items-center gap-2">
      {own.length > 0 ? (
        <Select
          quiet
          aria-label="Template"
          value={chosen}
          options={[{ value: "", label: "Templates" }, ...own.map((one) => ({ value: one.name, label: one.name }))]}
          onPick={(next) => {
            setChosen(next);
            const found = own.find((one) => one.name === next);
            if (found) onDraft(found.draft);
          }}
        />
      ) : null}
      {chosen === "" ? null : (
        <IconButton
          icon="close"
          label={`Forget the template ${chosen}`}
          onClick={() => {
            put(own.filter((one) => one.name !== chosen));
            setChosen("");
          }}
        />
      )}
      <Button
        small
        look="quiet"
        blocked={isLong ? "Too long to be kept in this browser" : undefined}
        onClick={() => setName(chosen)}
      >
        Keep as template…
      </Button>
    </span>
  );
}

function read(found: unknown): All | undefined {
  if (typeof found !== "object" || found === null) return undefined;
  const entries = Object.entries(found).map(([scope, list]): [string, Saved[]] => [
    scope,
    (Array.isArray(list) ? list : []).flatMap((one: Partial<Saved> | null) =>
      typeof one?.name === "string" && typeof one.draft === "object"
        ? [{ name: one.name, draft: { ...emptyDraft, ...one.draft } }]
        : [],
    ),
  ]);
  return Object.fromEntries(entries);
}

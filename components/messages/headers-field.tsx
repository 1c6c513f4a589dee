"use client";
import { useRef } from "react";
import { Term } from "@/components/kafka/term";
import { IconButton } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import type { HeaderDraft } from "./produce-draft";

const kinds = [
  { value: "text", label: "Text" },
  { value: "base64", label: "Base64" },
  { value: "null", label: "null" },
] as const;

/** Names and values in their order. Names may repeat. */
export function HeadersField({
  headers,
  onHeaders,
  error,
}: {
  headers: readonly HeaderDraft[];
  onHeaders: (headers: readonly HeaderDraft[]) => void;
  error: string | undefined;
}) {
  const list = useRef<HTMLDivElement>(null);
  const change = (id: number, part: Partial<HeaderDraft>) =>
    onHeaders(headers.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const add = () => {
    const id = Math.max(-1, ...headers.map((one) => one.id)) + 1;
    onHeaders([...headers, { id, name: "", kind: "text", text: "" }]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>(".head-row:last-child input")?.focus());
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a box of its own that no browser lets us lay out
    <div role="group" aria-label="Headers" className="grid gap-1">
      <div className="flex items-baseline gap-3">
        <span className="lab">
          <Term word="header">Headers</Term>
        </span>
        <span className="small muted">names may repeat</span>
        <span className="flex-1" />
        <button type="button" className="link small" onClick={add}>
          Add header
        </button>
      </div>
      <div ref={list} className="grid gap-1">
        {headers.map((header, at) => (
          <div key={header.id} className="head-row flex flex-wrap items-center gap-1">
            <TextInput
              mono
              frame="w-44 phone:w-full"
              aria-label={`Name of header ${at + 1}`}
              placeholder="name"
              value={header.name}
              onChange={(event) => change(header.id, { name: event.target.value })}
            />
            <TextInput
              mono
              frame="min-w-0 flex-1"
              aria-label={`Value of header ${at + 1}`}
              placeholder={header.kind === "null" ? "null" : "value"}
              disabled={header.kind === "null"}
              value={header.kind === "null" ? "" : header.text}
              onChange={(event) => change(header.id, { text: event.target.value })}
            />
            <Select
              aria-label={`Format of header ${at + 1}`}
              value={header.kind}
              options={kinds}
              onPick={(kind) => change(header.id, { kind })}
            />
            <IconButton
              icon="close"
              label={`Remove header ${at + 1}`}
              onClick={() => onHeaders(headers.filter((one) => one.id !== header.id))}
            />
          </div>
        ))}
      </div>
      {error ? (
        <p className="field-error" role="alert">
          <span aria-hidden="true">■</span>
          {error}
        </p>
      ) : null}
    </div>
  );
}

"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";

/** Another name for a saved search; null = it keeps the one it has. */
export function RenameForm({ name, onDone }: { name: string; onDone: (to: string | null) => void }) {
  const [draft, setDraft] = useState(name);
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const to = draft.trim();
        onDone(to === "" || to === name ? null : to);
      }}
    >
      <TextInput
        frame="flex-1"
        aria-label={`New name of ${name}`}
        autoFocus
        value={draft}
        maxLength={80}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onDone(null);
        }}
      />
      <Button type="submit">Rename</Button>
    </form>
  );
}

"use client";
import { useState } from "react";
import { RecordTree, type TreeAct } from "@/components/kafka/record-tree";
import { TextInput } from "@/components/ui/text-input";

/** A JSON value as a tree in which one can look for something. */
export function TreeView({ text, onContains }: { text: string; onContains: (text: string) => void }) {
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const [count, setCount] = useState(0);
  const acts: readonly TreeAct[] = [
    {
      label: "Contains this",
      only: "leaves",
      // as it stands in the record's text, which is what is searched
      run: ({ value, kind }) => onContains(kind === "string" ? JSON.stringify(value).slice(1, -1) : value),
    },
  ];
  return (
    <>
      {text.length > 400 ? (
        <TextInput
          type="search"
          icon="search"
          frame="my-1 h-[26px]!"
          aria-label="Find in this value"
          placeholder="find in this value"
          value={wanted}
          onChange={(event) => {
            setWanted(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") setAt((before) => Math.max(0, before + (event.shiftKey ? -1 : 1)));
          }}
          end={wanted === "" ? undefined : count === 0 ? "not in it" : `${(at % count) + 1} of ${count}`}
        />
      ) : null}
      <RecordTree
        text={text}
        label="Value as a tree"
        maxHeight="min(60vh, 640px)"
        acts={acts}
        find={{ text: wanted, at }}
        onFound={setCount}
      />
    </>
  );
}

"use client";
import { useDeferredValue, useState } from "react";
import { RecordTree, type TreeAct, type TreeSpot } from "@/components/kafka/record-tree";
import { TextInput } from "@/components/ui/text-input";
import type { Relation } from "@/lib/filter/cel-condition";
import { celPath, type PathRoot } from "@/lib/filter/cel-path";
import type { RecordTools } from "./record-tools";

const leaves = ["string", "number", "literal"] as const;

/** A JSON value or key as a tree in which one can look for something and point at fields. */
export function TreeView({ text, root = "value", tools }: { text: string; root?: PathRoot; tools: RecordTools }) {
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const [count, setCount] = useState(0);
  const looked = useDeferredValue(wanted);
  const point = (relation: Relation) => (spot: TreeSpot) => {
    // the whole value has no steps: nothing but text and numbers can be asked for then
    const value = { kind: spot.kind, text: spot.value };
    tools.onPoint({ root: spot.root, steps: spot.steps }, relation, value);
  };
  const acts: readonly TreeAct[] = [
    { label: "Filter", only: leaves, run: point("is") },
    { label: "Exclude", only: leaves, run: point("is-not") },
    { label: "Column", isInside: true, run: (spot) => tools.onColumn(celPath(spot)) },
    { label: "Contains this value", only: ["string"], inMenu: true, run: point("contains") },
    { label: "Has this field", inMenu: true, isInside: true, run: point("exists") },
  ];
  return (
    <>
      {text.length > 400 ? (
        <TextInput
          type="search"
          icon="search"
          frame="my-1 h-[26px]!"
          aria-label={`Find in this ${root}`}
          placeholder={`find in this ${root}`}
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
        root={root}
        label={root === "key" ? "Key as a tree" : "Value as a tree"}
        maxHeight={root === "key" ? "30vh" : "min(60vh, 640px)"}
        acts={acts}
        find={{ text: looked, at }}
        onFound={setCount}
      />
    </>
  );
}

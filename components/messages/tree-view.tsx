"use client";
import { RecordTree } from "@/components/kafka/record-tree";

/** The value as a tree; text that is no JSON as it is. */
export function TreeView({
  text,
  isJson,
  onContains,
}: {
  text: string;
  isJson: boolean;
  onContains: (text: string) => void;
}) {
  return (
    <RecordTree
      text={text}
      label="Value as a tree"
      maxHeight="min(60vh, 640px)"
      acts={
        isJson
          ? [
              {
                label: "Contains this",
                only: "leaves",
                // as it stands in the record's text, which is what is searched
                run: ({ value, kind }) => onContains(kind === "string" ? JSON.stringify(value).slice(1, -1) : value),
              },
            ]
          : []
      }
    />
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import { TextInput } from "@/components/ui/text-input";
import { topicNames } from "./queries";

/** Only groups that read a topic: a name from the list, or typed and entered. */
export function TopicFilter({ cluster, onTopic }: { cluster: string; onTopic: (topic: string) => void }) {
  const [text, setText] = useState("");
  const [isUsed, setUsed] = useState(false);
  const search = useDeferredValue(text.trim());
  const { data } = useQuery({ ...topicNames(cluster, search), enabled: isUsed, staleTime: 30_000 });
  const names = data?.items.map(({ name }) => name) ?? [];
  const id = useId();
  return (
    <>
      <TextInput
        frame="w-[190px]"
        placeholder="Reads topic"
        aria-label="Only groups that read this topic"
        list={id}
        value={text}
        onFocus={() => setUsed(true)}
        onChange={(event) => {
          const { value } = event.target;
          if (names.includes(value)) onTopic(value);
          else setText(value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && text.trim() !== "") onTopic(text.trim());
        }}
      />
      <datalist id={id}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

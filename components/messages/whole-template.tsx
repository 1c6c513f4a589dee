"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Message } from "@/lib/api/messages";
import { oneMessage, wholeBytes } from "./queries";

/** A template that was cut for the list cannot be sent as it is. */
export function WholeTemplate({
  cluster,
  topic,
  from,
  onWhole,
}: {
  cluster: string;
  topic: string;
  from: Message;
  onWhole: (message: Message) => void;
}) {
  const client = useQueryClient();
  const [state, setState] = useState<"cut" | "busy" | "whole" | "failed">("cut");
  if (state === "whole") return null;
  const load = async () => {
    setState("busy");
    try {
      onWhole(await client.fetchQuery(oneMessage(cluster, topic, from, wholeBytes)));
      setState("whole");
    } catch {
      setState("failed");
    }
  };
  return (
    <p className="note warn flex flex-wrap items-center gap-2">
      Only the first part of the record stands below{state === "failed" ? "; the whole could not be read" : ""}.
      <Button small busy={state === "busy"} onClick={() => void load()}>
        Take all of it
      </Button>
    </p>
  );
}

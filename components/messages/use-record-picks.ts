"use client";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import type { Message } from "@/lib/api/messages";
import { idText } from "@/lib/kafka/record-rows";

/** Records of a topic chosen by hand, in the order they were chosen: they stay chosen while the list shows others. */
export function useRecordPicks(topic: string) {
  const [own, setOwn] = useState<{ topic: string; picks: ReadonlyMap<string, Message> }>({ topic, picks: new Map() });
  const picks = own.topic === topic ? own.picks : new Map<string, Message>();
  const toggle = (message: Message) => {
    if (message.control) {
      toast("The marker of a transaction is the broker's own: it can be neither copied nor sent");
      return;
    }
    const next = new Map(picks);
    if (!next.delete(idText(message))) next.set(idText(message), message);
    setOwn({ topic, picks: next });
  };
  return { picks, toggle, clear: () => setOwn({ topic, picks: new Map() }) };
}

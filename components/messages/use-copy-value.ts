"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { copyText } from "@/components/ui/copy-text";
import type { Message } from "@/lib/api/messages";
import { type Formats, oneMessage, wholeBytes } from "./queries";

/** Copies what is exact: a record whose text was cut for the list is read whole first. `said` is for those who listen. */
export function useCopyValue(cluster: string, topic: string, formats?: Formats) {
  const client = useQueryClient();
  const [said, setSaid] = useState("");
  const whole = async (message: Message): Promise<Message> => {
    if (!message.value?.truncated && !message.key?.truncated) return message;
    return client.fetchQuery(oneMessage(cluster, topic, message, wholeBytes, formats));
  };
  const copyOf = async (message: Message, what: string, text: (whole: Message) => string) => {
    try {
      await copyText(text(await whole(message)));
      setSaid(`Copied ${what} of ${message.partition}:${message.offset}`);
    } catch {
      setSaid(`Could not copy ${what}`);
    }
  };
  /** rejects when one cannot be read or the browser refuses */
  const copyAll = async (messages: readonly Message[], text: (whole: Message[]) => string) => {
    const all: Message[] = [];
    for (const message of messages) all.push(await whole(message));
    await copyText(text(all));
  };
  return {
    said,
    say: setSaid,
    copyOf,
    copyAll,
    copy: (message: Message) => void copyOf(message, "the value", ({ value }) => value?.text ?? ""),
  };
}

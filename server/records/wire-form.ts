import * as z from "zod/mini";
import { type Message, ReadScan } from "../../lib/api/messages.ts";
import type { RecordEvent } from "./browse.ts";
import type { browseOnce } from "./browse-once.ts";
import { wireText } from "./message.ts";

export type WireEvent = Exclude<RecordEvent, { event: "messages" }> | { event: "messages"; json: string };

/** The reply as JSON: messages by hand, as each would cost more in the schema than all else that is done for it. */
export function wireReply({ messages, scan }: Awaited<ReturnType<typeof browseOnce>>): string {
  const told = JSON.stringify(z.encode(ReadScan, scan));
  return `{"messages":${wireList(messages)},"scan":${told}}`;
}

/** The same of a stream: events of messages in wire form, the others as they are. */
export async function* wireEvents(events: AsyncIterable<RecordEvent>): AsyncGenerator<WireEvent, void, undefined> {
  for await (const one of events)
    yield one.event === "messages" ? { event: "messages", json: `{"items":${wireList(one.data.items)}}` } : one;
}

function wireList(messages: readonly Message[]): string {
  return `[${messages.map(wireText).join(",")}]`;
}

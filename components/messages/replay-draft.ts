import { urlOf, type WireBody } from "@/lib/api/call";
import type { Message } from "@/lib/api/messages";
import { replayRecords } from "@/lib/api/replay";
import { shellWord } from "@/lib/format/shell";

type Body = WireBody<typeof replayRecords>;
type Target = NonNullable<Body["target"]>;

/** What somebody wants to copy: a selection as the list asks for it, or records by their place. */
export type ReplayWhat = { words: string; selection: Partial<Body>; isBack: boolean };

/** How it is to be copied, as it is typed. */
export type ReplayDraft = {
  to: "topic" | "origin";
  topic: string;
  partition: NonNullable<Target["partition"]>;
  timestamp: NonNullable<Target["timestamp"]>;
  headers: NonNullable<Target["headers"]>;
  rate: string;
};

export function firstReplay(isBack: boolean): ReplayDraft {
  return {
    ...{ to: isBack ? "origin" : "topic", topic: "", timestamp: "same", rate: "" },
    partition: isBack ? "same" : "by-key",
    headers: isBack ? "without-errors" : "same",
  };
}

export type ReplayFault = { field: "topic" | "rate"; message: string };

/** The body of the call, or what is wrong with the draft. */
export function replayBody(what: ReplayWhat, draft: ReplayDraft): Body | ReplayFault {
  const { to, topic, partition, timestamp, headers } = draft;
  if (to === "topic" && topic.trim() === "") return { field: "topic", message: "Name the topic to copy to." };
  const rate = draft.rate.replaceAll(",", "").trim();
  if (rate !== "" && !(Number(rate) >= 1 && Number(rate) <= 1_000_000 && /^\d+$/.test(rate)))
    return { field: "rate", message: "Records a second, from 1 to 1,000,000; empty is as fast as it goes." };
  const place = to === "topic" ? { topic: topic.trim() } : { origin: true as const };
  return {
    ...what.selection,
    target: { ...place, partition, timestamp, headers },
    ...(rate === "" ? {} : { rate: Number(rate) }),
  };
}

/** The call as a shell makes it; Kafka's own tools have no such thing. */
export function replayCommand(origin: string, cluster: string, topic: string, body: Body): string {
  const url = `${origin}${urlOf(replayRecords.path, { cluster, topic })}`;
  return `curl -X POST ${shellWord(url)} \\\n  -H 'Content-Type: application/json' \\\n  -d ${shellWord(JSON.stringify(body))}`;
}

/** Whether headers say where a record came from before it failed. */
export function isDeadLetter({ headers }: Pick<Message, "headers">): boolean {
  return headers.some(({ name }) => originHeader.test(name));
}

const originHeader = /^(__connect\.errors\.topic|kafka_dlt-original-topic|kafka_original-topic)$/;

/** A topic that by its name holds what failed elsewhere. */
export function isDeadLetterTopic(topic: string): boolean {
  return /(^|[._-])(dlq|dlt|dead[._-]?letters?([._-]?(queue|topic))?)($|[._-])/i.test(topic);
}

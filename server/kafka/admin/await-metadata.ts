import { setTimeout as sleep } from "node:timers/promises";
import type { Call } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import { metadata } from "../protocol/3-metadata.ts";
import type { Wire } from "../wire/wire.ts";
import { offsetLister } from "./offsets.ts";

/** How long a change may take to reach every broker before we stop waiting for it: it is done, only not seen everywhere. */
const patienceMs = 10_000;
const firstPauseMs = 10;
const longestPauseMs = 250;
/** A broker that takes longer to say what it sees is not waited for. */
const lookMs = 2_000;

/** epoch ms until which a change that was asked for at `startedAt` may be waited for */
export function patienceUntil(call: Call, startedAt: number): number {
  return Math.min(Date.now() + patienceMs, startedAt + (call.timeoutMs ?? 15_000));
}

/** Polls until `look` says true, the time is up, or the signal ends it. A look that fails is one that saw nothing. */
export async function poll(
  until: number,
  signal: AbortSignal | undefined,
  look: () => Promise<boolean>,
): Promise<boolean> {
  for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, pause * 2)) {
    try {
      if (await look()) return true;
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
    }
    if (Date.now() + pause > until) return false;
    await sleep(pause, undefined, { signal });
  }
}

/** the options of one look, which must not use up the time of all of them */
export function aLook({ signal }: Call): Call {
  return { signal, timeoutMs: lookMs };
}

/** What one broker knows of a topic: null when it does not know it. */
async function partitionsAt(wire: Wire, node: number, topic: string, call: Call): Promise<{ leader: number }[] | null> {
  const { topics } = await wire.call({ kind: "node", id: node }, metadata, [[topic]], aLook(call));
  const found = topics.find(({ name }) => name === topic);
  return found && found.errorCode !== 3 ? found.partitions : null;
}

/** Whether every broker that answers says so. None answering is no. */
export async function everyNode(nodes: readonly number[], says: (node: number) => Promise<boolean>): Promise<boolean> {
  const answers = await Promise.all(
    nodes.map(async (id) => {
      try {
        return await says(id);
      } catch (error) {
        if (error instanceof KafkaError) return null;
        throw error;
      }
    }),
  );
  return answers.includes(true) && !answers.includes(false);
}

async function everyBroker(wire: Wire, call: Call, says: (node: number) => Promise<boolean>): Promise<boolean> {
  return everyNode(
    (await wire.nodes(call)).map(({ id }) => id),
    says,
  );
}

/**
 * CreateTopics and CreatePartitions answer when the controller has decided; the brokers hear of it a little later, and a
 * leader a little later still takes requests. Waits (bounded) until every broker knows all `count` partitions with
 * leaders and each leader answers for its own, so that the next list shows the topic and the next record can be sent.
 */
export async function untilVisible(wire: Wire, topic: string, count: number, call: Call, until: number): Promise<void> {
  const isKnown = (id: number): Promise<boolean> =>
    partitionsAt(wire, id, topic, call).then(
      (found) => found !== null && found.length >= count && found.every(({ leader }) => leader >= 0),
    );
  const isSeen = await poll(until, call.signal, () => everyBroker(wire, call, isKnown));
  wire.staleMetadata();
  if (!isSeen) return;
  const listOffsets = offsetLister(wire);
  const asks = Array.from({ length: count }, (_, partition) => ({ topic, partition, at: "earliest" as const }));
  await poll(until, call.signal, async () => (await listOffsets(asks, call)).every(({ ok }) => ok));
}

/** Waits (bounded) until no broker knows the topic any more. */
export async function untilGone(wire: Wire, topic: string, call: Call, until: number): Promise<void> {
  await poll(until, call.signal, () =>
    everyBroker(wire, call, async (id) => (await partitionsAt(wire, id, topic, call)) === null),
  );
  wire.staleMetadata();
}

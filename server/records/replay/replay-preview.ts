import type * as z from "zod/mini";
import type { ReplayPreview, ReplayTarget } from "../../../lib/api/replay.ts";
import type { KafkaCluster } from "../../kafka/cluster.ts";
import type { Found } from "../answer.ts";
import { Breath } from "../breath.ts";
import { fetchSchemas, messageOf } from "../message.ts";
import { sizeOf } from "../record-size.ts";
import { ReplayReader } from "./replay-reader.ts";
import type { Selection } from "./replay-selection.ts";
import { type Copy, Destinations } from "./replay-target.ts";

type Preview = z.output<typeof ReplayPreview>;

/** A dry run looks at so much: enough for the count of most dead letter topics, a glance at a large one. */
const mostRecords = 50_000;
const mostBytes = 64 * 1024 * 1024;
const mostMs = 5_000;
const sampleCount = 10;
const sampleBytes = 2_048;

/** What keeps the whole replay from beginning. @throws KafkaError */
export async function obstacles(
  destinations: Destinations,
  target: ReplayTarget,
  { topic, ranges }: Selection,
): Promise<Preview["problems"]> {
  if (target.topic === undefined) return [];
  const count = await destinations.partitionsOf(target.topic);
  if (typeof count === "string") return [{ target: target.topic, message: count }];
  const highest = Math.max(-1, ...ranges.map(({ partition }) => partition));
  if (target.partition === "same" && highest >= count)
    return [
      {
        target: target.topic,
        message: `Partition ${highest} of ${topic.name} has no counterpart: ${target.topic} has ${count} partitions. Choose them by key.`,
      },
    ];
  return [];
}

/** What a replay would do, from as much of its selection as can be read in a moment. */
export async function previewReplay(
  kafka: KafkaCluster,
  selection: Selection,
  target: ReplayTarget,
  resumable: boolean,
  signal: AbortSignal,
): Promise<Preview> {
  const destinations = new Destinations(kafka, selection.topic.name, target, signal);
  const problems = await obstacles(destinations, target, selection);
  const counted = await count(kafka, selection, destinations, signal);
  const notes = [...selection.notes, ...counted.notes];
  if (target.topic === selection.topic.name)
    notes.push("The copies go to the topic they come from: those who read it meet each record twice.");
  if (!resumable)
    notes.push(
      "The selection is too long to be kept with its progress: after a restart of the console it is taken up only with the same selection.",
    );
  const { ranges } = selection;
  return {
    selected: BigInt(counted.selected),
    bytes: BigInt(counted.bytes),
    scanned: counted.scanned,
    span: ranges.reduce((sum, { from, to }) => sum + (to - from), 0n),
    isComplete: counted.isComplete,
    destinations: [...counted.places.values()].sort((a, b) => Number(b.records - a.records)).slice(0, 100),
    withoutOrigin: BigInt(counted.withoutOrigin),
    ranges: ranges.slice(0, 1_000).map(({ partition, from, to }) => ({ partition, from, to })),
    samples: counted.samples,
    problems,
    notes,
    resumable,
  };
}

async function count(kafka: KafkaCluster, selection: Selection, destinations: Destinations, outer: AbortSignal) {
  const ended = new AbortController();
  const signal = AbortSignal.any([outer, ended.signal]);
  const until = Date.now() + mostMs;
  const places = new Map<string, Preview["destinations"][number]>();
  const first: { found: Found; copy: Copy }[] = [];
  const told = { selected: 0, bytes: 0, scanned: 0n, withoutOrigin: 0, isComplete: true, notes: [] as string[] };
  const reader = new ReplayReader(kafka, selection, new Map(), signal);
  const breath = new Breath();
  const take = async (found: Found): Promise<void> => {
    const copy = await destinations.copyOf(found);
    told.selected++;
    if (first.length < sampleCount) first.push({ found, copy });
    if ("problem" in copy) {
      told.withoutOrigin++;
      return;
    }
    told.bytes += sizeOf(copy.record);
    const key = `${copy.place.partition}/${copy.place.topic}`;
    const there = places.get(key) ?? { ...copy.place, records: 0n };
    there.records++;
    places.set(key, there);
  };
  try {
    for await (const round of reader.rounds()) {
      for (const { found, from, next } of round) {
        for (const one of found) {
          await take(one);
          await breath.taken();
        }
        told.scanned += next - from;
      }
      if (told.selected < mostRecords && told.bytes < mostBytes && Date.now() < until) continue;
      told.isComplete = reader.isEnded;
      break;
    }
    if (outer.aborted) throw outer.reason;
  } finally {
    ended.abort();
  }
  told.notes.push(...reader.notes);
  if (reader.filterErrors > 0)
    told.notes.push(`Of ${reader.filterErrors} records the condition could not be told: they are not copied.`);
  await fetchSchemas(
    first.map(({ found }) => found),
    selection.shape,
  );
  const samples = first.map(({ found, copy }) => sampleOf(found, copy, selection));
  return { ...told, places, samples };
}

function sampleOf(found: Found, copy: Copy, { shape }: Selection): Preview["samples"][number] {
  const { partition, offset, timestamp, key, value } = messageOf(found, { ...shape, maxBytes: sampleBytes });
  return {
    ...{ partition, offset, timestamp, key, value },
    target: "place" in copy ? copy.place : null,
    problem: "problem" in copy ? copy.problem : null,
  };
}

import { createHash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import * as z from "zod/mini";
import { ApiError } from "../../../lib/api/error.ts";
import { ReplayBody } from "../../../lib/api/replay.ts";
import type { Call, KafkaCluster } from "../../kafka/cluster.ts";
import type { OffsetCommit } from "../../kafka/groups.ts";
import type { Range } from "../plan.ts";
import type { Selection } from "./replay-selection.ts";

/**
 * How far a replay has come, kept by the cluster itself: the committed offsets of a group named for the replay, one per source
 * partition, written in the very transactions that write the copies. The metadata of each says where its part ends, how many
 * records of it were copied and what the replay is; so its id alone is enough to take it up again.
 */
export type Progress = {
  /** where each partition's reading goes on */
  next: Map<number, bigint>;
  /** where each partition's part ends */
  end: Map<number, bigint>;
  copied: Map<number, bigint>;
  /** null where it was too long to be kept */
  definition: Definition | null;
  hash: string;
};
const { contains, regex, key, keyEncoding, where, keyFormat, valueFormat, ignoreCase, isolation, target, rate } =
  ReplayBody.shape;
const fields = z.array(z.enum(["key", "value", "headers"]));
/** All that decides what is copied and where to but the ends, which stand with each partition. */
const Definition = z.strictObject({
  topicId: z.string(),
  /** chosen records as text; null where all that the filter keeps are meant */
  runs: z.nullable(z.string()),
  filter: z.strictObject({
    ...{ contains, regex, key, keyEncoding, where, keyFormat, valueFormat, ignoreCase, isolation },
    in: fields,
  }),
  target,
  rate,
});
export type Definition = z.output<typeof Definition>;

const prefix = "klar-replay-";
const mark = "klar1";
/** Kafka takes 4,096 bytes of metadata with a commit unless told otherwise */
const mostMetadata = 3_900;

export function progressGroup(id: string): string {
  return `${prefix}${id}`;
}

/** The commits that say where a replay stands; `copied` is told of each partition. */
export class ProgressWriter {
  readonly #topic: string;
  readonly #end: ReadonlyMap<number, bigint>;
  readonly #first: number | undefined;
  readonly #hash: string;
  readonly #text: string | null;

  constructor(topic: string, end: ReadonlyMap<number, bigint>, definition: Definition) {
    this.#topic = topic;
    this.#end = end;
    this.#first = [...end.keys()].sort((a, b) => a - b)[0];
    this.#hash = hashOf(definition);
    const text = deflateRawSync(JSON.stringify(definition)).toString("base64url");
    this.#text = text.length <= mostMetadata ? text : null;
  }

  /** its id alone is enough to take it up again */
  get isSelfContained(): boolean {
    return this.#text !== null;
  }

  commit(partition: number, offset: bigint, copied: bigint): OffsetCommit {
    const parts = [mark, this.#hash, this.#end.get(partition) ?? offset, copied];
    if (partition === this.#first && this.#text !== null) parts.push(this.#text);
    return { topic: this.#topic, partition, offset, metadata: parts.join(" ") };
  }
}

/** @throws ApiError 404 where nothing is known of such a replay */
export async function readProgress(kafka: KafkaCluster, topic: string, id: string, call: Call): Promise<Progress> {
  const [answer] = await kafka.groupOffsets([{ id: progressGroup(id) }], call);
  if (answer && !answer.ok && answer.error.kafkaCode !== 69) throw answer.error;
  const offsets = answer?.ok ? answer.value.offsets : [];
  const progress: Progress = { next: new Map(), end: new Map(), copied: new Map(), definition: null, hash: "" };
  for (const { topic: of, partition, offset, metadata } of offsets) {
    const [word, hash, end, copied, text] = (metadata ?? "").split(" ");
    if (word !== mark || !hash || !end || !copied) continue;
    if (of !== topic)
      throw new ApiError("invalid-request", `Replay ${id} copies from ${of}, not from ${topic}.`, {
        errors: [{ path: "body.resume", message: `belongs to topic ${of}` }],
      });
    progress.next.set(partition, offset);
    progress.end.set(partition, BigInt(end));
    progress.copied.set(partition, BigInt(copied));
    progress.hash = hash;
    if (text) progress.definition = readDefinition(text);
  }
  if (progress.next.size > 0) return progress;
  throw new ApiError("no-such-job", `Nothing is left of a replay ${JSON.stringify(id)} on this cluster.`, {
    hint: "It came to its end, or its progress was deleted: offsets of groups without members are kept for offsets.retention.minutes.",
  });
}

/** Chosen records as text: `0:5-9,12;3:7`. */
function runsText(chosen: Selection["chosen"]): string | null {
  if (chosen === null) return null;
  return [...chosen].map(([partition, offsets]) => `${partition}:${runs(offsets).join(",")}`).join(";");
}

function chosenOfRuns(text: string): { partition: number; offset: bigint }[] {
  return text.split(";").flatMap((part) => {
    const [partition = "", list = ""] = part.split(":");
    return list.split(",").flatMap((run) => {
      const [first = "0", last = first] = run.split("-");
      const count = Number(BigInt(last) - BigInt(first)) + 1;
      return Array.from({ length: count }, (_, i) => ({
        partition: Number(partition),
        offset: BigInt(first) + BigInt(i),
      }));
    });
  });
}

/** Where the last range of each partition ends. */
export function endsOf(ranges: readonly Range[]): Map<number, bigint> {
  return new Map(ranges.map(({ partition, to }) => [partition, to]));
}

function runs(offsets: ReadonlySet<bigint>): string[] {
  const all = [...offsets].sort((a, b) => (a < b ? -1 : 1));
  const found: { first: bigint; last: bigint }[] = [];
  for (const offset of all) {
    const run = found.at(-1);
    if (run && run.last + 1n === offset) run.last = offset;
    else found.push({ first: offset, last: offset });
  }
  return found.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
}

export function definitionOf({ topic, chosen }: Selection, body: ReplayBody): Definition {
  const { contains, regex, key, where, keyEncoding, keyFormat, valueFormat, ignoreCase, isolation } = body;
  const asked = chosen === null ? { contains, regex, key, where } : {};
  return z.parse(Definition, {
    topicId: topic.topicId,
    runs: runsText(chosen),
    filter: { ...asked, keyEncoding, keyFormat, valueFormat, ignoreCase, isolation, in: body.in },
    target: body.target,
    rate: body.rate,
  });
}

/** What a replay that is taken up again goes on with. */
export function bodyOf({ filter, target, rate, runs }: Definition, { next, end }: Progress): ReplayBody {
  const base = { ...filter, keyPartition: false, ...(target ? { target } : {}), ...(rate ? { rate } : {}) };
  if (runs !== null) {
    const records = chosenOfRuns(runs).filter(({ partition, offset }) => offset >= (next.get(partition) ?? 0n));
    return { ...base, records };
  }
  return {
    ...base,
    partitions: [...next.keys()].sort((a, b) => a - b),
    from: { kind: "offsets", offsets: next },
    to: { kind: "offsets", offsets: end },
  };
}

/** Of all but the pace, which may be another one when it is taken up again. */
export function hashOf({ rate: _rate, ...definition }: Definition): string {
  return createHash("sha256").update(JSON.stringify(definition)).digest("base64url").slice(0, 16);
}

function readDefinition(text: string): Definition | null {
  try {
    const json: unknown = JSON.parse(
      inflateRawSync(Buffer.from(text, "base64url"), { maxOutputLength: 4_194_304 }).toString(),
    );
    const parsed = z.safeParse(Definition, json);
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

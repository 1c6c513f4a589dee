/**
 * What is measured over time. A series belongs to a subject (a group, a topic, a broker, the cluster) and has a name within it.
 * `rate` and `gauge` are numbers, `count` and `offset` 64-bit integers that cannot be negative. Rolled up, a rate is told by its mean,
 * the others by the last that was measured; what fell between is kept as `min` and `max`.
 */
export const seriesKinds = ["rate", "gauge", "count", "offset"] as const;
export type SeriesKind = (typeof seriesKinds)[number];
export type Value = number | bigint;

/** Parts of a subject's or a series' name, which may hold any character but this one. */
const between = "\u0000";
export const joined = (...parts: readonly (string | number)[]): string => parts.join(between);
export const partsOf = (name: string): string[] => name.split(between);

export const subjects = {
  cluster: "cluster",
  broker: (id: number) => joined("broker", id),
  /** a topic of the same name with another id is another one */
  topic: (name: string, topicId: string) => joined("topic", name, topicId),
  group: (id: string) => joined("group", id),
};

export function isInteger(kind: SeriesKind): boolean {
  return kind === "count" || kind === "offset";
}

/** 8 bytes a value, whatever its kind: the same memory read as doubles or as integers. */
export type Words = { doubles: Float64Array; integers: BigInt64Array };

export function words(length: number): Words {
  return wordsOf(new ArrayBuffer(length * 8));
}

export function wordsOf(buffer: ArrayBuffer): Words {
  return { doubles: new Float64Array(buffer), integers: new BigInt64Array(buffer) };
}

const unknownInteger = -1n;

export function valueAt({ doubles, integers }: Words, at: number, kind: SeriesKind): Value | null {
  if (isInteger(kind)) {
    const value = integers[at] ?? unknownInteger;
    return value < 0n ? null : value;
  }
  const value = doubles[at] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}

export function setValue({ doubles, integers }: Words, at: number, kind: SeriesKind, value: Value | null): void {
  if (isInteger(kind)) integers[at] = value === null ? unknownInteger : BigInt(value);
  else doubles[at] = value === null ? Number.NaN : Number(value);
}

/** A moment as it is taken in: `ids[i]` has the value at `words[i]`; `fresh` defines the ids that are new since the last. */
export type Tick = {
  /** epoch ms */
  at: number;
  /** ms of a clock that nobody sets */
  steadyAt: number;
  ids: Int32Array;
  values: ArrayBuffer;
  fresh: SeriesName[];
};
/** `isDurable`: also rolled up on disk, not only kept for the last hours. */
export type SeriesName = { id: number; subject: string; name: string; kind: SeriesKind; isDurable: boolean };

export type ReadAsk = {
  subjects: readonly string[];
  /** also the topics whose names series of these subjects begin with, see `followed` */
  follow?: boolean | undefined;
  from: number;
  to: number;
  points: number;
};
/** Arrays stand by `times`. */
export type SeriesColumn = {
  subject: string;
  name: string;
  kind: SeriesKind;
  values: (Value | null)[];
  min: (Value | null)[];
  max: (Value | null)[];
};
export type Readout = {
  times: number[];
  /** ms that a point stands for */
  stepMs: number;
  source: "pictures" | "memory" | "disk";
  series: SeriesColumn[];
};

/** Series of a group that are about a topic are called topic, its name, its id, and then what they measure. */
export const ofTopic = (name: string, topicId: string, ...rest: readonly (string | number)[]): string =>
  joined("topic", name, topicId, ...rest);

export function followed(seriesName: string): string | null {
  const [head, name, topicId] = partsOf(seriesName);
  return head === "topic" && name !== undefined && topicId !== undefined ? subjects.topic(name, topicId) : null;
}

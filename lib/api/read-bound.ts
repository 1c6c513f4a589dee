import * as z from "zod/mini";

/**
 * One end of a reading. `offset` holds for every selected partition (clamped), `offsets` per partition, `time` is epoch ms,
 * `ago` is ms before the moment of the call, `group` stands for its committed positions.
 */
export type ReadBound =
  | { kind: "offset"; offset: bigint }
  | { kind: "offsets"; offsets: ReadonlyMap<number, bigint> }
  | { kind: "time"; time: number }
  | { kind: "ago"; ms: number }
  | { kind: "group"; group: string };

const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const isoTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const mostOffset = 2n ** 63n - 1n;

const words = "must be offset:N, time:T (epoch ms, an ISO 8601 time or -15m), offsets:0=120,3=7 or group:NAME";

function offsetOf(text: string): bigint | undefined {
  if (!/^[0-9]{1,19}$/.test(text)) return undefined;
  const offset = BigInt(text);
  return offset <= mostOffset ? offset : undefined;
}

function timeBound(text: string): ReadBound | undefined {
  if (/^[0-9]{1,15}$/.test(text)) return { kind: "time", time: Number(text) };
  const ago = /^-([0-9]{1,9})(ms|s|m|h|d|w)$/.exec(text);
  const unit = unitMs[ago?.[2] ?? ""];
  if (ago?.[1] && unit) return { kind: "ago", ms: Number(ago[1]) * unit };
  if (!isoTime.test(text)) return undefined;
  // a time without a zone is UTC, as everywhere on the wire
  const zoned = /T/.test(text) && !/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? `${text}Z` : text;
  const time = Date.parse(zoned);
  return Number.isFinite(time) && time >= 0 ? { kind: "time", time } : undefined;
}

/** Reads `offset:N`, `time:T`, `offsets:0=120,3=7`, `group:G`; undefined when it is none of them. */
export function parseReadBound(text: string): ReadBound | undefined {
  const colon = text.indexOf(":");
  const rest = text.slice(colon + 1);
  switch (colon < 0 ? "" : text.slice(0, colon)) {
    case "offset": {
      const offset = offsetOf(rest);
      return offset === undefined ? undefined : { kind: "offset", offset };
    }
    case "time":
      return timeBound(rest);
    case "offsets": {
      const offsets = new Map<number, bigint>();
      for (const item of rest.split(",")) {
        const pair = /^([0-9]{1,6})=([0-9]{1,19})$/.exec(item);
        const offset = pair?.[2] === undefined ? undefined : offsetOf(pair[2]);
        if (pair?.[1] === undefined || offset === undefined || offsets.has(Number(pair[1]))) return undefined;
        offsets.set(Number(pair[1]), offset);
      }
      return { kind: "offsets", offsets };
    }
    case "group":
      return rest === "" ? undefined : { kind: "group", group: rest };
    default:
      return undefined;
  }
}

export const readBound = z.pipe(
  z.string().check(z.refine((text) => parseReadBound(text) !== undefined, words)),
  z.transform((text: string): ReadBound => parseReadBound(text) as ReadBound),
);

/** A moment as a query has it: epoch ms, an ISO 8601 time, or `-15m` before the call; `time:` before it is taken too. */
export type Moment = Extract<ReadBound, { kind: "time" | "ago" }>;

export function parseMoment(text: string): Moment | undefined {
  const bound = timeBound(text.startsWith("time:") ? text.slice("time:".length) : text);
  return bound?.kind === "time" || bound?.kind === "ago" ? bound : undefined;
}

export const moment = z.pipe(
  z
    .string()
    .check(z.refine((text) => parseMoment(text) !== undefined, "must be epoch ms, an ISO 8601 time or as -24h")),
  z.transform((text: string): Moment => parseMoment(text) as Moment),
);

/** Reads `0,3,5-7` into ascending partition numbers without repetition; undefined when it is not that. */
export function parsePartitionSet(text: string): number[] | undefined {
  const chosen = new Set<number>();
  for (const item of text.split(",")) {
    const range = /^([0-9]{1,6})(?:-([0-9]{1,6}))?$/.exec(item.trim());
    if (range?.[1] === undefined) return undefined;
    const first = Number(range[1]);
    const last = range[2] === undefined ? first : Number(range[2]);
    if (last < first || last - first > 100_000) return undefined;
    for (let partition = first; partition <= last; partition++) chosen.add(partition);
  }
  return [...chosen].sort((a, b) => a - b);
}

export const partitionSet = z.pipe(
  z
    .string()
    .check(
      z.refine((text) => parsePartitionSet(text) !== undefined, "must be partition numbers and ranges such as 0,3,5-7"),
    ),
  z.transform((text: string): number[] => parsePartitionSet(text) as number[]),
);

import { bytesOf, decimalOf, integerOf } from "./json-for-writing.ts";

/**
 * What an Avro logical type makes of the value below it. `show` gives JSON text; `raw` the value below of a JSON value, or why
 * not. Values below: bigint for int and long, Buffer for bytes and fixed.
 */
export type Logical = Meaning & {
  /** as the schema calls it: timestamp-millis */
  name: string;
};
type Meaning = {
  /** its values are shown as text */
  isText: boolean;
  show(raw: bigint | Buffer): string;
  raw(value: unknown): { ok: true; raw: bigint | Buffer } | { ok: false; reason: string };
};

const units: Record<string, { perSecond: bigint; digits: number }> = {
  millis: { perSecond: 1_000n, digits: 3 },
  micros: { perSecond: 1_000_000n, digits: 6 },
  nanos: { perSecond: 1_000_000_000n, digits: 9 },
};
const mostMs = 8_640_000_000_000_000n;

/** The logical type of a schema over what it stands on; null where there is none, or none that is known to fit. */
export function logicalOf(schema: Record<string, unknown>, base: string, size: number): Logical | null {
  const { logicalType } = schema;
  if (typeof logicalType !== "string") return null;
  const meaning = meaningOf(logicalType, schema, base, size);
  return meaning && { name: logicalType, ...meaning };
}

function meaningOf(logicalType: string, schema: Record<string, unknown>, base: string, size: number): Meaning | null {
  if (logicalType === "decimal" && (base === "bytes" || base === "fixed")) return decimal(schema, base, size);
  if (logicalType === "date" && base === "int") return date;
  if (logicalType === "uuid" && base === "fixed" && size === 16) return uuid;
  if (logicalType === "duration" && base === "fixed" && size === 12) return duration;
  if (logicalType === "time-millis" && base === "int") return timeOfDay("millis");
  if (logicalType === "time-micros" && base === "long") return timeOfDay("micros");
  const [, local, unit] = /^(local-)?timestamp-(millis|micros|nanos)$/.exec(logicalType) ?? [];
  return unit !== undefined && base === "long" ? timestamp(unit, local !== undefined) : null;
}

/** A decimal with all its digits, as JSON has numbers. */
function decimal(schema: Record<string, unknown>, base: string, size: number): Meaning | null {
  const { scale = 0 } = schema;
  if (typeof scale !== "number" || !Number.isInteger(scale) || scale < 0 || scale > 1000) return null;
  return {
    isText: false,
    show(raw) {
      const bytes = raw as Buffer;
      const unscaled = bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString("hex")}`));
      const sign = unscaled < 0n ? "-" : "";
      const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
      const whole = digits.slice(0, digits.length - scale);
      return scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-scale)}`;
    },
    raw(value) {
      const text = decimalOf(value);
      if (text === null) return { ok: false, reason: "must be a decimal number, such as 12.50" };
      const [whole = "0", part = ""] = text.split(".");
      const kept = part.replace(/0+$/, "");
      if (kept.length > scale) return { ok: false, reason: `must have at most ${scale} digits after the point` };
      const bytes = twosComplement(BigInt(`${whole}${kept.padEnd(scale, "0")}`));
      if (base === "bytes") return { ok: true, raw: bytes };
      if (bytes.length > size) return { ok: false, reason: `does not fit the ${size} bytes it has` };
      const fill = (bytes[0] ?? 0) >= 0x80 ? 0xff : 0;
      return { ok: true, raw: Buffer.concat([Buffer.alloc(size - bytes.length, fill), bytes]) };
    },
  };
}

/** The fewest bytes that hold a number, the most significant first. */
function twosComplement(value: bigint): Buffer {
  let length = 1;
  while (BigInt.asIntN(length * 8, value) !== value) length++;
  return Buffer.from(
    BigInt.asUintN(length * 8, value)
      .toString(16)
      .padStart(length * 2, "0"),
    "hex",
  );
}

function floorDivide(value: bigint, by: bigint): bigint {
  return value / by - (value % by < 0n ? 1n : 0n);
}

/** A moment, as ISO 8601 with as many digits as its unit has; a local one has no zone. */
function timestamp(unit: string, isLocal: boolean): Meaning {
  const { perSecond, digits } = units[unit] ?? { perSecond: 1000n, digits: 3 };
  return {
    isText: true,
    show(raw) {
      const value = raw as bigint;
      const seconds = floorDivide(value, perSecond);
      if (seconds * 1000n > mostMs || seconds * 1000n < -mostMs) return value.toString();
      const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, -5);
      const part = (value - seconds * perSecond).toString().padStart(digits, "0");
      return `"${whole}.${part}${isLocal ? "" : "Z"}"`;
    },
    raw(value) {
      const number = integerOf(value);
      if (number !== null) return { ok: true, raw: number };
      const found =
        typeof value === "string" ? /^(.*T\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?$/.exec(value) : null;
      const [, whole = "", part = "", zone = "Z"] = found ?? [];
      const ms = Date.parse(`${whole}${zone}`);
      if (!found || Number.isNaN(ms) || (isLocal && found[3] !== undefined && found[3] !== "Z"))
        return {
          ok: false,
          reason: `must be a time such as 2026-07-14T09:45:00${isLocal ? "" : "Z"}, or a number of ${unit}`,
        };
      if (/[1-9]/.test(part.slice(digits)))
        return { ok: false, reason: `must have at most ${digits} digits of a second` };
      const fraction = BigInt(part.slice(0, digits).padEnd(digits, "0"));
      return { ok: true, raw: (BigInt(ms) / 1000n) * perSecond + fraction };
    },
  };
}

function timeOfDay(unit: string): Meaning {
  const { perSecond, digits } = units[unit] ?? { perSecond: 1000n, digits: 3 };
  return {
    isText: true,
    show(raw) {
      const value = raw as bigint;
      if (value < 0n || value >= 86_400n * perSecond) return value.toString();
      const whole = new Date(Number(value / perSecond) * 1000).toISOString().slice(11, 19);
      return `"${whole}.${(value % perSecond).toString().padStart(digits, "0")}"`;
    },
    raw(value) {
      const number = integerOf(value);
      if (number !== null) return { ok: true, raw: number };
      const found = typeof value === "string" ? /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?$/.exec(value) : null;
      if (!found) return { ok: false, reason: `must be a time of day such as 09:45:00, or a number of ${unit}` };
      const [, hours, minutes, seconds = "0", part = ""] = found;
      if (/[1-9]/.test(part.slice(digits)))
        return { ok: false, reason: `must have at most ${digits} digits of a second` };
      const total = BigInt(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
      return { ok: true, raw: total * perSecond + BigInt(part.slice(0, digits).padEnd(digits, "0")) };
    },
  };
}

const date: Meaning = {
  isText: true,
  show(raw) {
    const days = raw as bigint;
    const ms = days * 86_400_000n;
    if (ms > mostMs || ms < -mostMs) return days.toString();
    return `"${new Date(Number(ms)).toISOString().split("T")[0] ?? ""}"`;
  },
  raw(value) {
    const number = integerOf(value);
    if (number !== null) return { ok: true, raw: number };
    const ms = typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(ms)) return { ok: false, reason: "must be a date such as 2026-07-14, or a number of days" };
    return { ok: true, raw: BigInt(ms / 86_400_000) };
  },
};

const uuid: Meaning = {
  isText: true,
  show: (raw) => `"${(raw as Buffer).toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}"`,
  raw(value) {
    const digits = typeof value === "string" ? value.replaceAll("-", "") : "";
    if (/^[0-9a-fA-F]{32}$/.test(digits)) return { ok: true, raw: Buffer.from(digits, "hex") };
    const bytes = bytesOf(value);
    return bytes?.length === 16 ? { ok: true, raw: bytes } : { ok: false, reason: "must be a UUID" };
  },
};

const parts = ["months", "days", "millis"] as const;
const duration: Meaning = {
  isText: true,
  show: (raw) => `{${parts.map((part, i) => `"${part}":${(raw as Buffer).readUInt32LE(i * 4)}`).join(",")}}`,
  raw(value) {
    const bytes = Buffer.alloc(12);
    for (const [i, part] of parts.entries()) {
      const number = integerOf((value as Record<string, unknown> | null)?.[part] ?? 0);
      if (typeof value !== "object" || number === null || number < 0n || number > 0xffffffffn)
        return { ok: false, reason: "must be an object with months, days and millis" };
      bytes.writeUInt32LE(Number(number), i * 4);
    }
    return { ok: true, raw: bytes };
  },
};

import { configBytes } from "@/lib/format/bytes";
import { configDuration } from "@/lib/format/duration";

const longest = 9223372036854775807n;

/** What the number of a config counts, told by Kafka's own naming. */
export function kindOf(name: string): "duration" | "bytes" | "plain" {
  if (/\.ms$/.test(name)) return "duration";
  return /\.bytes$/.test(name) ? "bytes" : "plain";
}

/** The value for a person: `7 d` for 604800000, `1 GiB`, `never`; null where the raw value is readable as it is. */
export function readableValue(name: string, value: string | null): string | null {
  if (value === null) return null;
  if (value === "") return "empty";
  if (!/^-?\d{1,19}$/.test(value)) return null;
  const number = BigInt(value);
  if (/^flush\./.test(name) && number === longest) return "never";
  if (kindOf(name) === "duration") {
    if (number === 0n) return null;
    if (number === -2n) return "as retention.ms";
    if (number === longest && name === "max.compaction.lag.ms") return "no limit";
    const { text, unit } = configDuration(number, name.startsWith("message.timestamp") ? "no limit" : "forever");
    return unit === "" ? text : `${text} ${unit}`;
  }
  if (kindOf(name) !== "bytes" || number === 0n) return null;
  return number === -2n ? "as retention.bytes" : configBytes(number);
}

const durations: Record<string, bigint> = {
  ms: 1n,
  s: 1000n,
  sec: 1000n,
  m: 60_000n,
  min: 60_000n,
  h: 3_600_000n,
  d: 86_400_000n,
  day: 86_400_000n,
  days: 86_400_000n,
  w: 604_800_000n,
};
const sizes: Record<string, bigint> = {
  b: 1n,
  kb: 1000n,
  mb: 1_000_000n,
  gb: 1_000_000_000n,
  kib: 1024n,
  mib: 1_048_576n,
  gib: 1_073_741_824n,
  tib: 1_099_511_627_776n,
};

/**
 * What was typed, as Kafka takes it: `7 d` → `604800000`, `1.5 GiB` → `1610612736`, `forever` → `-1`. Anything else goes as it
 * is, for the broker to judge.
 */
export function rawValue(name: string, typed: string): string {
  const text = typed.trim();
  const kind = kindOf(name);
  if (kind === "plain") return text;
  if (/^(forever|unlimited|no limit|for ever)$/i.test(text)) return "-1";
  const parts = /^(\d{1,15})(?:\.(\d{1,3}))?\s*([a-z]+)$/i.exec(text.replaceAll(",", ""));
  const unit = parts?.[3] === undefined ? undefined : (kind === "duration" ? durations : sizes)[parts[3].toLowerCase()];
  if (!parts?.[1] || unit === undefined) return text;
  const thousandths = BigInt(parts[1]) * 1000n + BigInt((parts[2] ?? "").padEnd(3, "0"));
  const whole = thousandths * unit;
  return whole % 1000n === 0n ? String(whole / 1000n) : text;
}

/** What the field shows under it while a value with a unit is typed. */
export function valueHint(name: string, typed: string): string | null {
  const raw = rawValue(name, typed);
  if (raw === "") return null;
  if (raw !== typed.trim()) return `= ${raw}`;
  return readableValue(name, raw);
}

const booleans = ["true", "false"] as const;
const choices: Readonly<Record<string, readonly string[]>> = {
  "cleanup.policy": ["delete", "compact", "compact,delete"],
  "compression.type": ["producer", "uncompressed", "gzip", "snappy", "lz4", "zstd"],
  "message.timestamp.type": ["CreateTime", "LogAppendTime"],
};

/** The values to choose from, where there are only a few; null where it is typed. */
export function choicesOf(name: string, type: string): readonly string[] | null {
  return choices[name] ?? (type.toLowerCase() === "boolean" ? booleans : null);
}

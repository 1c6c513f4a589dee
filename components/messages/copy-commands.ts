import { urlOf } from "@/lib/api/call";
import { getMessage, getMessageValue, type Message, type Payload } from "@/lib/api/messages";
import { commandLine } from "@/lib/format/shell";
import { kafkaTool, kcat } from "@/lib/kafka/cli";

export type Where = { servers: readonly string[]; cluster: string; topic: string; origin: string };

/** The one record with kcat: what it prints is the value, nothing added. */
export function kcatRead({ servers, topic }: Where, { partition, offset }: Message): string {
  return kcat(servers, [
    ["-C", "-t", topic],
    ["-p", String(partition), "-o", String(offset), "-c", "1", "-e", "-D", ""],
  ]);
}

export function consoleRead({ servers, topic }: Where, { partition, offset }: Message): string {
  return kafkaTool("kafka-console-consumer.sh", servers, [
    ["--topic", topic, "--partition", String(partition), "--offset", String(offset), "--max-messages", "1"],
    ["--property", "print.key=true"],
    ["--property", "print.headers=true"],
    ["--property", "print.timestamp=true"],
  ]);
}

/** The exact bytes of the value from this console. */
export function curlRead({ cluster, topic, origin }: Where, { partition, offset }: Message): string {
  const path = urlOf(getMessageValue.path, {
    cluster,
    topic,
    partition: String(partition),
    offset: String(offset),
  });
  return commandLine("curl", [["--fail", "--output", `${topic}-${partition}-${offset}`], [`${origin}${path}`]]);
}

/** The whole record as this console's API tells it. */
export function curlRecord({ cluster, topic, origin }: Where, { partition, offset }: Message): string {
  const path = urlOf(getMessage.path, { cluster, topic, partition: String(partition), offset: String(offset) });
  return commandLine("curl", [["--fail"], [`${origin}${path}`]]);
}

/** The condition that this record alone fits. */
export function celRecord({ partition, offset }: Message): string {
  return `partition == ${partition} && offset == ${offset}`;
}

/** Bytes in hex, as `xxd -r -p` takes them. */
export function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The whole record as JSON: 64-bit numbers as decimal strings, payloads with their encoding. */
export function messageJson(message: Message, indent = 2): string {
  return JSON.stringify(message, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value), indent);
}

/** What "exact" means for a payload: its text, or its base64 where it is no text; null is empty. */
export function exactText(payload: Payload | null): string {
  return payload?.text ?? "";
}

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { kafkaTool } from "../../e2e/support/rig.ts";
import type { KafkaCluster } from "../kafka/cluster.ts";

export type Rows = [topic: string, partition: number, after: string][];

/** What Kafka's tool says it sets, or would set: topic, partition, new offset. */
export async function toolRows(
  bootstrap: string,
  id: string,
  argv: string[],
  run: "--dry-run" | "--execute",
  tool: "consumer-groups" | "share-groups" = "consumer-groups",
): Promise<Rows> {
  const { stdout } = await kafkaTool(tool, ["--reset-offsets", "--group", id, ...argv, run], {
    bootstrap,
  });
  return stdout
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([group]) => group === id)
    .map(([, topic = "", partition, after = ""]): Rows[number] => [topic, Number(partition), after])
    .sort();
}

/** What the tool would set by a file of this text. */
export async function fromFile(bootstrap: string, id: string, text: string): Promise<Rows> {
  const file = join(mkdtempSync(join(tmpdir(), "g2-")), "offsets.csv");
  writeFileSync(file, text);
  try {
    return await toolRows(bootstrap, id, ["--from-file", file], "--dry-run");
  } finally {
    rmSync(dirname(file), { recursive: true });
  }
}

/** The same of an answer in wire form. */
export function rowsOf(
  changes: readonly { topic: string; partition: number; after: string | null; error: string | null }[],
): Rows {
  return changes
    .map(({ topic, partition, after, error }): Rows[number] => [topic, partition, after ?? `${error}`])
    .sort();
}

export async function committed(kafka: KafkaCluster, id: string): Promise<Record<string, bigint>> {
  const [item] = await kafka.groupOffsets([{ id }]);
  if (!item?.ok) throw item?.error;
  return Object.fromEntries(
    item.value.offsets.map(({ topic, partition, offset }) => [`${topic}-${partition}`, offset]),
  );
}

export const isoText = (ms: number) => new Date(ms).toISOString().slice(0, -1);
export const thrown = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

import { kafkaTool, testBootstrap } from "../support/rig";

/** What Kafka's own tool says of a group: committed offsets by partition. */
export async function committed(id: string): Promise<Record<string, string>> {
  const { stdout } = await kafkaTool("consumer-groups", ["--describe", "--group", id], { bootstrap: testBootstrap() });
  const lines = stdout.split("\n").filter((line) => line.startsWith(id));
  const rows = lines.map((line) => line.slice(id.length).trim().split(/\s+/));
  return Object.fromEntries(rows.map(([, partition = "", offset = ""]) => [partition, offset]));
}

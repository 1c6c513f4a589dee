import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { eventually, withCluster } from "../../../e2e/support/rig.ts";
import { classPath, ensureJars, javaCommand } from "../../../rig/jars.mjs";
import { good, openBench, tableOf } from "./rig.fixtures.ts";

const input = "streams-plaintext-input";

/** Kafka's own word count as a group of the streams protocol (KIP-1071); ends with `use`. */
async function withWordCount<T>(bootstrap: string, group: string, use: () => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "klar-streams-"));
  const file = join(directory, "streams.properties");
  const settings = {
    "bootstrap.servers": bootstrap,
    "application.id": group,
    "group.protocol": "streams",
    "state.dir": join(directory, "state"),
    "commit.interval.ms": "200",
  };
  writeFileSync(
    file,
    Object.entries(settings)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(""),
  );
  const argv = ["-cp", classPath("streams"), "org.apache.kafka.streams.examples.wordcount.WordCountDemo", file];
  const child = spawn(javaCommand(), argv, { stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("close", resolve));
  try {
    return await use();
  } finally {
    child.kill("SIGKILL");
    await ended;
    rmSync(directory, { recursive: true, force: true });
  }
}

it("agrees with kafka-streams-groups about a group of the streams protocol", async () => {
  await ensureJars("streams");
  await withCluster({ nodes: 1 }, async ({ bootstrap }) => {
    const bench = openBench(bootstrap);
    try {
      for (const name of [input, "streams-wordcount-output"]) await bench.createTopic({ name, partitions: 2 });
      await bench.fill(input, [3, 2]);
      await withWordCount(bootstrap, "word-count", async () => {
        const group = await eventually("both subtopologies run and have committed", async () => {
          const [item] = await bench.describeGroups([{ id: "word-count" }]);
          const [offsets] = await bench.groupOffsets([{ id: "word-count", type: "streams" }]);
          const isRunning = good(item).state === "Stable" && good(item).members[0]?.assignments?.length === 2;
          return isRunning && good(offsets).offsets.length === 4 ? good(item) : undefined;
        });
        const describe = ["--describe", "--group", "word-count"] as const;
        const [member] = tableOf(await bench.kafka("streams-groups", ...describe, "--members", "--verbose"), "GROUP");
        expect(group).toMatchObject({ type: "streams", protocolType: "streams", assignor: null });
        expect(group.members[0]).toMatchObject({
          memberId: member?.MEMBER,
          clientId: member?.["CLIENT-ID"],
          memberEpoch: Number(member?.["MEMBER-EPOCH"]),
        });
        const [reads, counts] = group.topology?.subtopologies.toSorted((a, b) => a.id.localeCompare(b.id)) ?? [];
        expect(reads).toMatchObject({ sources: [input], repartitionSources: [], changelogs: [] });
        expect(counts).toMatchObject({ repartitionSources: reads?.repartitionSinks, repartitionSinks: [] });
        expect(counts?.changelogs).toHaveLength(1);
        expect(group.members[0]?.tasks?.active.map(({ subtopology }) => subtopology).sort()).toEqual(["0", "1"]);
        expect(String(group.targetEpoch)).toBe(member?.["TARGET-ASSIGNMENT-EPOCH"]);
        const rows = tableOf(await bench.kafka("streams-groups", ...describe), "GROUP");
        const read = group.members[0]?.assignments?.flatMap(({ topic, partitions }) =>
          partitions.map((partition) => `${topic} ${partition}`),
        );
        expect(read?.sort()).toEqual(rows.map(({ TOPIC, PARTITION }) => `${TOPIC} ${PARTITION}`).sort());
      });
    } finally {
      await bench.close();
    }
  });
}, 300_000); // the jars are large (97 MB) and fetched for this alone

import { expect, it } from "vitest";
import { eventually, withCluster } from "../../../e2e/support/rig.ts";
import { withWordCount, wordCountTopics } from "../../../e2e/support/word-count.ts";
import { good, openBench, tableOf } from "./rig.fixtures.ts";

const { input, output } = wordCountTopics;

it("agrees with kafka-streams-groups about a group of the streams protocol", async () => {
  await withCluster({ nodes: 1 }, async ({ bootstrap }) => {
    const bench = openBench(bootstrap);
    try {
      for (const name of [input, output]) await bench.createTopic({ name, partitions: 2 });
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

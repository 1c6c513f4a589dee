import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { eventually, kafkaTool, withCluster } from "../../e2e/support/rig.ts";
import { groupPartition } from "../../lib/kafka/group-coordinator.ts";
import { groupDetail } from "./group-detail.ts";
import { groupTable } from "./group-table.ts";
import { standOn } from "./rig.fixtures.ts";

const offsetsTopic = "__consumer_offsets";
const id = "moved";

it("a group whose coordinator moved is told as it is: the list and its page, with commits made at the new one", async () => {
  await withCluster({ nodes: 3 }, async ({ bootstrap, nodes }) => {
    const stand = standOn(bootstrap);
    const { cluster } = stand;
    const { kafka } = cluster;
    try {
      const topic = await stand.ownTopic({ partitions: 1 });
      await stand.fill(topic, [9]);
      const commit = async (offset: bigint) => {
        const [item] = await kafka.commitOffsets(id, [{ topic, partition: 0, offset }]);
        return item?.ok || undefined;
      };
      const lead = async () => {
        const { topics } = await kafka.metadata({ fresh: true });
        const partitions = topics.find(({ name }) => name === offsetsTopic)?.partitions ?? [];
        const partition = groupPartition(id, partitions.length);
        return { partition, ...partitions[partition] };
      };
      const seen = async () => {
        const [row] = (await groupTable(cluster, { page: 1, perPage: 10, search: id })).items;
        const page = await groupDetail(cluster, id);
        return { row, page };
      };
      /** Both say the same: this coordinator, this commit, nothing missing, nothing only remembered. */
      const isTold = (coordinator: number, committed: bigint) =>
        eventually(`list and page tell of broker ${coordinator} and offset ${committed}`, async () => {
          const { row, page } = await seen();
          const isTrue =
            row?.coordinator === coordinator &&
            page.coordinator === coordinator &&
            [row, page].every(({ remembered, lag }) => !remembered && lag === 9n - committed) &&
            page.offsets[0]?.committed === committed &&
            page.problems.length === 0;
          return isTrue || undefined;
        });

      await eventually("the group is there", () => commit(1n).catch(() => undefined));
      const first = await lead();
      await isTold(first.leader ?? -1, 1n);

      // to another broker, as an operator does it
      const others = [1, 2, 3].filter((node) => node !== first.leader);
      const replicas = [...others, first.leader ?? -1];
      const plan = { version: 1, partitions: [{ topic: offsetsTopic, partition: first.partition, replicas }] };
      await reassign(bootstrap, JSON.stringify(plan));
      await eventually("the plan is carried out", async () => {
        const now = await lead();
        return now.replicas?.join() === replicas.join() || undefined;
      });
      await kafkaTool(
        "leader-election",
        ["--election-type", "preferred", "--topic", offsetsTopic, "--partition", String(first.partition)],
        { bootstrap },
      );
      const second = others[0] ?? -1;
      await eventually("another broker leads its commits", async () => (await lead()).leader === second || undefined);
      await eventually("it takes commits", () => commit(4n).catch(() => undefined));
      cluster.markStale();
      await isTold(second, 4n);

      // and once more, because that broker dies
      await nodes.find((node) => node.id === second)?.kill();
      const third = await eventually("a third one leads them", async () => {
        const { leader } = await lead();
        return leader !== null && leader !== undefined && leader !== second ? leader : undefined;
      });
      await eventually("that one takes commits", () => commit(7n).catch(() => undefined));
      cluster.markStale();
      await eventually("list and page tell of the third", async () => {
        const { row, page } = await seen();
        const told = [row, page].map((one) => [one?.coordinator, one?.remembered, one?.lag]);
        return (
          told.every(([coordinator, remembered, lag]) => coordinator === third && !remembered && lag === 2n) ||
          undefined
        );
      });
      expect((await groupDetail(cluster, id)).offsets.map(({ committed }) => committed)).toEqual([7n]);
    } finally {
      await stand.close();
    }
  });
}, 240_000);

async function reassign(bootstrap: string, plan: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "moved-"));
  const file = join(directory, "plan.json");
  try {
    writeFileSync(file, plan);
    await kafkaTool("reassign-partitions", ["--reassignment-json-file", file, "--execute"], { bootstrap });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

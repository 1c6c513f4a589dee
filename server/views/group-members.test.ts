import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually, kafkaTool, startKafkaTool, uniqueName } from "../../e2e/support/rig.ts";
import { groupDetail } from "./group-detail.ts";
import { type Stand, standOn } from "./rig.fixtures.ts";

/** Groups of several of Kafka's own consumers: more members than partitions, static ones, and a share group. */
let stand: Stand;
let topic: string;
const shared = uniqueName("g7-share");
const modern = uniqueName("g7-modern");
const tools: ReturnType<typeof startKafkaTool>[] = [];

beforeAll(async () => {
  stand = standOn();
  topic = await stand.ownTopic({ partitions: 1 });
  await stand.fill(topic, [3]);
  const run = (...command: Parameters<typeof startKafkaTool>) => tools.push(startKafkaTool(...command));
  for (const nth of [1, 2]) {
    run("console-share-consumer", ["--topic", topic, "--group", shared], stand);
    const settings = ["group.protocol=consumer", `group.instance.id=node-${nth}`, `client.rack=rack-${nth}`];
    const argv = ["--topic", topic, "--group", modern, ...settings.flatMap((one) => ["--command-property", one])];
    run("console-consumer", argv, stand);
  }
}, 120_000);
afterAll(async () => {
  await Promise.all(tools.map((tool) => tool.stop()));
  await stand.close();
});

const settled = (id: string) =>
  eventually("both members have been told their share", async () => {
    const detail = await groupDetail(stand.cluster, id).catch(() => null);
    const isCurrent = detail?.members.every(({ memberEpoch }) => memberEpoch === detail.epoch);
    return detail?.state === "Stable" && detail.members.length === 2 && isCurrent ? detail : undefined;
  });

it("members of a share group are not idle: they share its partition", async () => {
  const detail = await settled(shared);
  expect(detail).toMatchObject({ type: "share", idleMemberCount: 0, remarks: [] });
  expect(detail.members.map(({ assignments }) => assignments)).toEqual([
    [{ topic, partitions: [0] }],
    [{ topic, partitions: [0] }],
  ]);
  stand.cluster.markStale();
  await stand.cluster.snapshot();
  const found = stand.cluster.findings.filter(({ subject }) => subject.name === shared);
  expect(found.map(({ kind }) => kind)).not.toContain("idle-members");
});

it("one of two static members has nothing to do, as kafka-consumer-groups shows, and it is said", async () => {
  const detail = await settled(modern);
  expect(detail).toMatchObject({ type: "consumer", assignor: "uniform", idleMemberCount: 1 });
  expect(detail.remarks).toEqual([
    {
      kind: "idle-members",
      severity: "info",
      message: "1 member of 2 has nothing to do: there are more members than partitions (1).",
    },
  ]);
  const { stdout } = await kafkaTool(
    "consumer-groups",
    ["--describe", "--group", modern, "--members", "--verbose"],
    stand,
  );
  for (const { memberId, instanceId, rack, assignments, memberEpoch } of detail.members) {
    const line = stdout.split("\n").find((one) => one.includes(memberId)) ?? "";
    expect(line.split(/\s+/)).toEqual(expect.arrayContaining([modern, memberId, instanceId, String(memberEpoch)]));
    expect(rack).toBe(instanceId?.replace("node", "rack"));
    expect(line.includes(`${topic}:0`)).toBe((assignments ?? []).some(({ partitions }) => partitions.length > 0));
  }
});

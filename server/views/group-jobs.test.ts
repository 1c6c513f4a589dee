import { afterAll, beforeAll, expect, it } from "vitest";
import { joinGroup } from "../../e2e/support/consume.ts";
import { eventually, kafkaTool, uniqueName } from "../../e2e/support/rig.ts";
import { createJobs } from "../jobs/jobs.ts";
import { deleteGroupView } from "./delete-group.ts";
import { countedOrThrown, type GroupJob, resetsOf, startGroupJob } from "./group-jobs.ts";
import { removeGroupMembersView } from "./remove-group-members.ts";
import { resetGroupOffsetsView } from "./reset-group-offsets.ts";
import { type Stand, standOn } from "./rig.fixtures.ts";

let stand: Stand;
let topic: string;
const jobs = createJobs();
const names = ["a", "b", "live"].map((name) => uniqueName(`g5-bulk-${name}`));
const [a = "", b = "", live = ""] = names;
const missing = uniqueName("g5-bulk-none");
let member: Awaited<ReturnType<typeof joinGroup>>;

beforeAll(async () => {
  stand = standOn();
  topic = await stand.ownTopic({ partitions: 2 });
  await stand.fill(topic, [5, 5]);
  for (const group of [a, b]) {
    const commits = [0, 1].map((partition) => ({ topic, partition, offset: 4n }));
    for (const item of await stand.cluster.kafka.commitOffsets(group, commits)) if (!item.ok) throw item.error;
  }
  member = await joinGroup(stand.bootstrap, { group: live, topics: [topic] });
});
afterAll(async () => {
  await member.stop();
  await jobs.close();
  await Promise.allSettled(names.map((name) => stand.cluster.kafka.deleteGroup(name)));
  await stand.close();
});

async function result(job: GroupJob) {
  const { id } = startGroupJob(stand.cluster, jobs, job);
  return eventually("the job has ended", async () => {
    const { state, done, total, result: told } = jobs.get(id);
    return state === "running" ? undefined : { state, done, total, result: told };
  });
}

it("resets several groups, and says of each what became of it", async () => {
  const done = await result({
    ...{ kind: "groups-reset-offsets", verb: "Reset", groups: [a, live, missing, b] },
    each: async (group, signal) =>
      countedOrThrown((await resetGroupOffsetsView(stand.cluster, group, { to: "earliest" }, signal)).changes),
  });
  expect(done).toMatchObject({
    ...{ state: "done", done: 4, total: 4 },
    result: {
      failed: 2,
      groups: [
        { group: a, changed: 2, problem: null },
        { group: live, changed: null, problem: { code: "group-active" } },
        { group: missing, changed: null, problem: { code: "no-such-group" } },
        { group: b, changed: 2, problem: null },
      ],
    },
  });
  const { stdout } = await kafkaTool("consumer-groups", ["--describe", "--group", a, "--offsets"], stand);
  expect(stdout).toMatch(new RegExp(`${topic}\\s+0\\s+0\\s+5\\s+5`));
});

it("sets each group to exactly the offsets that are planned for it, and nothing else", async () => {
  const { groups, changeOf } = resetsOf({
    plans: [
      { group: a, offsets: [{ topic, partition: 0, offset: 3n }] },
      { group: b, offsets: [{ topic, partition: 1, offset: 2n }] },
    ],
  });
  const done = await result({
    ...{ kind: "groups-reset-offsets", verb: "Reset", groups },
    each: async (group, signal) =>
      countedOrThrown((await resetGroupOffsetsView(stand.cluster, group, changeOf(group), signal)).changes),
  });
  expect(done).toMatchObject({ state: "done", result: { failed: 0, groups: [{ changed: 1 }, { changed: 1 }] } });
  const offsets = (await stand.cluster.kafka.groupOffsets([{ id: a }, { id: b }])).flatMap((one) =>
    one.ok ? [one.value.offsets.map(({ partition, offset }) => [partition, offset]).sort()] : [],
  );
  expect(offsets).toEqual([
    [
      [0, 3n],
      [1, 0n],
    ],
    [
      [0, 0n],
      [1, 2n],
    ],
  ]);
});

it("takes the members out of groups and deletes them", async () => {
  const removed = await result({
    ...{ kind: "groups-remove-members", verb: "Remove the members of", groups: [live, a] },
    each: async (group, signal) =>
      countedOrThrown((await removeGroupMembersView(stand.cluster, group, {}, signal)).results),
  });
  expect(removed).toMatchObject({ result: { failed: 0, groups: [{ changed: 1 }, { changed: 0 }] } });
  await member.stop();
  const deleted = await result({
    ...{ kind: "groups-delete", verb: "Delete", groups: [a, b, missing] },
    each: async (group, signal) => {
      await deleteGroupView(stand.cluster, group, signal);
      return null;
    },
  });
  expect(deleted).toMatchObject({
    result: { failed: 1, groups: [{ problem: null }, { problem: null }, { problem: { code: "no-such-group" } }] },
  });
  const { stdout } = await kafkaTool("consumer-groups", ["--list"], stand);
  expect(stdout.split("\n")).not.toEqual(expect.arrayContaining([a]));
});

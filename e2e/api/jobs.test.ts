import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { listClusters } from "../../lib/api/clusters.ts";
import type { generateMessages } from "../../lib/api/generate.ts";
import type { getJob, listJobs } from "../../lib/api/jobs.ts";
import type { listMessages } from "../../lib/api/messages.ts";
import type { listOwnMembers, startMember } from "../../lib/api/workloads.ts";
import { type Api, openApi } from "../support/api.ts";
import { openStream } from "../support/event-stream.ts";
import { eventually, uniqueName } from "../support/rig.ts";

let api: Api;
let at: string;
const [source, target] = [uniqueName("e2e-jobs"), uniqueName("e2e-jobs-to")];

beforeAll(async () => {
  api = await openApi();
  const { items } = await api.get<typeof listClusters>("/api/clusters");
  at = `/api/clusters/${items[0]?.name}`;
  for (const name of [source, target]) await api.post(`${at}/topics`, { name, partitions: 2, replicationFactor: 1 });
  const records = Array.from({ length: 30 }, (_, i) => ({ key: `k${i}`, value: `v${i}` }));
  await api.post(`${at}/topics/${source}/messages`, { records });
});
afterAll(async () => {
  for (const name of [source, target]) await api.remove(`${at}/topics/${name}`);
  await api.close();
});

async function ended(id: string) {
  return eventually("the job's end", async () => {
    const job = await api.get<typeof getJob>(`/api/jobs/${id}`);
    return job.state === "running" ? undefined : job;
  });
}

async function started(path: string, body: unknown): Promise<string> {
  const answer = await api.send(`${at}/topics/${path}`, { method: "POST", body });
  expect(answer.status, answer.text).toBe(202);
  return (answer.json as { id: string }).id;
}

describe("a replay", () => {
  it("is shown by a dry run that changes nothing, runs as a job, and copies each record once", async () => {
    const path = `${source}/replay`;
    const body = { contains: "v1", target: { topic: target, partition: "same", timestamp: "same", headers: "same" } };
    const plan = await api.send(`${at}/topics/${path}`, { method: "POST", body: { ...body, dryRun: true } });
    expect(plan.status).toBe(200);
    expect(plan.json).toMatchObject({ selected: "11", isComplete: true, problems: [] });
    const id = await started(path, body);
    const stream = await openStream(`${api.url}/api/jobs/${id}/events`);
    await stream.ended;
    expect(stream.data<{ state: string }>("job").at(-1)).toMatchObject({ id, state: "done", done: 11, total: 11 });
    expect(stream.data("done")).toEqual([{ reason: "end" }]);
    const { messages } = await api.get<typeof listMessages>(`${at}/topics/${target}/messages?limit=100`);
    expect(messages).toHaveLength(11);
    const job = await ended(id);
    expect(job).toMatchObject({ kind: "replay", state: "done", problem: null, by: null });
    const { items } = await api.get<typeof listJobs>(`/api/jobs?cluster=${at.split("/").at(-1)}`);
    expect(items.map((one) => one.id)).toContain(id);
  });

  it("is cancelled, and can be taken up", async () => {
    const id = await started(`${source}/replay`, { rate: 1, target: { topic: target } });
    await eventually("the first copy", async () =>
      (await api.get<typeof getJob>(`/api/jobs/${id}`)).done > 0 ? true : undefined,
    );
    expect((await api.remove(`/api/jobs/${id}`)).status).toBe(204);
    expect(await ended(id)).toMatchObject({ state: "cancelled" });
    const again = await started(`${source}/replay`, { resume: id, rate: 100_000 });
    expect(again).toBe(id);
    expect(await ended(id)).toMatchObject({ state: "done", done: 30 });
  });

  it("names what is wrong with it", async () => {
    const refused = (body: unknown) =>
      api.refused("invalid-request", `${at}/topics/${source}/replay`, { method: "POST", body });
    expect((await refused({})).errors?.[0]?.path).toBe("body.target");
    expect((await refused({ target: {} })).errors?.[0]?.path).toBe("body.target");
    expect((await refused({ target: { topic: target }, from: "x" })).errors?.[0]?.path).toBe("body.from");
    expect((await refused({ target: { topic: target }, where: "1 +" })).errors?.[0]?.path).toBe("body.where");
    await api.refused("no-such-job", "/api/jobs/nobody");
    await api.refused("no-such-job", "/api/jobs/nobody/events");
  });
});

it("records are made from a template", async () => {
  const body = { value: "n{{counter}}", rate: 1_000, count: 5 };
  const shown = await api.post<typeof generateMessages>(`${at}/topics/${target}/generate`, { ...body, dryRun: true });
  expect(shown).toMatchObject({ examples: [{ value: "n1" }, { value: "n2" }, { value: "n3" }] });
  const id = await started(`${target}/generate`, body);
  expect(await ended(id)).toMatchObject({ kind: "generate", done: 5, result: { written: "5" } });
});

it("a member joins a group, takes what comes, commits and leaves", async () => {
  const group = uniqueName("e2e-member");
  const path = `${at}/groups/${group}/members`;
  const member = await api.post<typeof startMember>(path, { topics: [source], from: "earliest" });
  const stream = await openStream(`${api.url}${path}/${member.id}/events`);
  const taken = () => stream.data<{ items: unknown[]; skipped: string }>("records");
  await eventually("all records", () =>
    taken().reduce((sum, one) => sum + one.items.length + Number(one.skipped), 0) === 30 ? true : undefined,
  );
  const commit = await api.send(`${path}/${member.id}/commit`, { method: "POST", body: {} });
  expect(commit.status, commit.text).toBe(200);
  const { items } = await api.get<typeof listOwnMembers>(path);
  expect(items).toMatchObject([{ id: member.id, state: "stable", consumed: "30" }]);
  expect((await api.remove(`${path}/${member.id}`)).status).toBe(204);
  await stream.ended;
  expect(stream.data("done")).toEqual([{ reason: "end" }]);
  await api.refused("no-such-job", `${at}/groups/another/members/${member.id}/events`);
  expect((await api.remove(`${at}/groups/${group}`)).status).toBe(204);
});

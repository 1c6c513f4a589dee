import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { eventually } from "../../../e2e/support/rig.ts";
import { GenerateBody } from "../../../lib/api/generate.ts";
import { createJobs } from "../../jobs/jobs.ts";
import { openBench } from "../rig.fixtures.ts";
import { generateRecords } from "./generate.ts";

const bench = openBench();
const jobs = createJobs();
const signal = AbortSignal.timeout(60_000);
afterAll(() => bench.close());

const generate = (topic: string, body: z.input<typeof GenerateBody>) =>
  generateRecords(bench.kafka, topic, z.parse(GenerateBody, body), jobs, signal);

async function started(topic: string, body: z.input<typeof GenerateBody>): Promise<string> {
  const answer = await generate(topic, body);
  if (!("id" in answer)) throw new Error("That was a dry run");
  return answer.id;
}

async function ended(id: string) {
  let last = jobs.get(id);
  for await (const job of jobs.watch(id, signal)) last = job;
  return last;
}

describe("records from a template", () => {
  it("are written with what the placeholders stand for, so many as were asked for", async () => {
    const topic = await bench.ownTopic(1);
    const id = await started(topic, {
      key: "k{{sequence a|b}}",
      value: { format: "json", text: '{"n":{{counter 10}},"id":"{{uuid}}"}' },
      headers: [{ name: "turn", value: "{{counter}}" }],
      ...{ rate: 10_000, count: 25 },
    });
    expect(await ended(id)).toMatchObject({
      state: "done",
      done: 25,
      total: 25,
      result: { written: "25", failed: "0" },
    });
    const { messages } = await bench.read(topic, { order: "oldest", limit: "100" });
    expect(messages).toHaveLength(25);
    expect(messages.map(({ key }) => key?.text).slice(0, 3)).toEqual(["ka", "kb", "ka"]);
    expect(messages.map(({ value }) => JSON.parse(value?.text ?? "").n)).toEqual(
      Array.from({ length: 25 }, (_, i) => i + 10),
    );
    expect(messages[24]?.headers[0]?.value?.text).toBe("25");
  });

  it("come at their pace until they are stopped", async () => {
    const topic = await bench.ownTopic(1);
    const id = await started(topic, { value: "{{counter}}", rate: 20, seconds: 600 });
    await eventually("a few", () => (jobs.get(id).done >= 5 ? true : undefined));
    await jobs.cancel(id);
    const job = jobs.get(id);
    expect(job.state).toBe("cancelled");
    const seconds = ((job.endedAt ?? 0) - job.startedAt) / 1000;
    expect(job.done).toBeLessThanOrEqual(seconds * 20 + 1);
    const { messages } = await bench.read(topic, { order: "oldest", limit: "1000" });
    expect(messages).toHaveLength(job.done);
  });

  it("are counted as they were written, also those that were on their way when they were stopped", async () => {
    const topic = await bench.ownTopic(1);
    const id = await started(topic, { value: "{{counter}}", rate: 100_000, seconds: 600 });
    await eventually("a few", () => (jobs.get(id).done > 0 ? true : undefined));
    await jobs.cancel(id);
    const { done, result } = jobs.get(id);
    expect(result).toMatchObject({ written: `${done}`, failed: "0" });
    const [end] = await bench.kafka.listOffsets([{ topic, partition: 0, at: "latest" }]);
    expect(end?.ok && Number(end.value.offset)).toBe(done);
  });

  it("end when their topic is deleted meanwhile, and say so", async () => {
    const topic = await bench.ownTopic(1);
    const id = await started(topic, { value: "{{counter}}", rate: 20, seconds: 600 });
    await eventually("a few", () => (jobs.get(id).done > 0 ? true : undefined));
    await bench.kafka.deleteTopic(topic);
    const { state, problem } = await ended(id);
    expect(state).toBe("failed");
    expect(problem?.message).toMatch(/no such topic/);
  });

  it("of many bytes are made a few at a time, however fast they are wanted", async () => {
    const topic = await bench.ownTopic(1);
    const id = await started(topic, { value: `{{counter}} ${"x".repeat(900_000)}`, rate: 100_000, count: 20 });
    expect(await ended(id)).toMatchObject({ state: "done", done: 20, result: { written: "20", failed: "0" } });
  });

  it("are shown before, and what cannot be read is named", async () => {
    const topic = await bench.ownTopic(1);
    const told = await generate(topic, { key: null, value: "n{{counter}}", count: 5, dryRun: true });
    expect(told).toMatchObject({ examples: [{ key: null, value: "n1" }, { value: "n2" }, { value: "n3" }] });
    await expect(generate(topic, { key: "{{a}}", value: "{{counter", count: 1 })).rejects.toMatchObject({
      errors: [{ path: "body.key" }, { path: "body.value" }],
    });
    await expect(generate(topic, { value: "x", count: 1, partition: 9 })).rejects.toMatchObject({
      code: "invalid-request",
    });
    expect(z.safeParse(GenerateBody, { value: "x" }).success).toBe(false);
    expect((await bench.read(topic)).messages).toEqual([]);
  });
});

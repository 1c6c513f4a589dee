import { describe, expect, it } from "vitest";
import { ApiError } from "../../lib/api/error.ts";
import { jobEvents } from "./job-events.ts";
import { jobList } from "./job-list.ts";
import { createJobs, type JobContext, type JobSpec } from "./jobs.ts";

const never = new AbortController().signal;

/** A job that does what the test tells it to. */
function steered(more: Partial<JobSpec> = {}) {
  const started = Promise.withResolvers<JobContext>();
  const finish = Promise.withResolvers<undefined>();
  const spec: JobSpec = {
    ...{ kind: "copy", cluster: "local", title: "a → b", unit: "records", total: 10, ...more },
    run(context) {
      started.resolve(context);
      context.signal.addEventListener("abort", () => finish.resolve(undefined));
      return finish.promise;
    },
  };
  return { spec, started: started.promise, finish };
}

async function statesOf(jobs: ReturnType<typeof createJobs>, id: string) {
  const told = [];
  for await (const { state, done } of jobs.watch(id, never)) told.push(`${state} ${done}`);
  return told;
}

describe("a job", () => {
  it("is there at once, tells how far it is, and ends with its result", async () => {
    const jobs = createJobs();
    const { spec, started, finish } = steered();
    const { id, state, total } = jobs.start(spec);
    expect({ state, total }).toEqual({ state: "running", total: 10 });
    const { report } = await started;
    report({ done: 4, result: { copied: "4" } });
    expect(jobs.get(id)).toMatchObject({ done: 4, result: { copied: "4" }, endedAt: null });
    const told = statesOf(jobs, id);
    finish.resolve(undefined);
    expect(await told).toEqual(["running 4", "done 4"]);
    expect(jobs.get(id)).toMatchObject({ state: "done", result: { copied: "4" }, endedAt: expect.any(Number) });
  });

  it("that throws has failed, and says why", async () => {
    const jobs = createJobs();
    const run = async () => {
      throw new ApiError("unreachable", "No broker answers.", { hint: "Look at them." });
    };
    const { id } = jobs.start({ ...steered().spec, run });
    await statesOf(jobs, id);
    expect(jobs.get(id)).toMatchObject({
      state: "failed",
      problem: { target: "a → b", code: "unreachable", message: "No broker answers.", hint: "Look at them." },
    });
  });

  it("is cancelled, and stays as it is when it has ended", async () => {
    const jobs = createJobs();
    const { spec } = steered();
    const { id } = jobs.start(spec);
    await jobs.cancel(id);
    expect(jobs.get(id).state).toBe("cancelled");
    await jobs.cancel(id);
    expect(jobs.get(id).state).toBe("cancelled");
  });

  it("of an id runs once at a time", async () => {
    const jobs = createJobs();
    const { spec, finish } = steered({ id: "same-one" });
    jobs.start(spec);
    expect(() => jobs.start(spec)).toThrow(/running already/);
    finish.resolve(undefined);
    await statesOf(jobs, "same-one");
    const again = steered({ id: "same-one" });
    expect(jobs.start(again.spec).state).toBe("running");
    expect(jobs.list()).toHaveLength(1);
  });

  it("that nobody knows is told of as such", () => {
    const jobs = createJobs();
    expect(() => jobs.get("nobody")).toThrow(/no job/);
    expect(() => jobEvents(jobs, "nobody", never)).toThrow(/no job/);
  });
});

describe("all jobs", () => {
  it("are listed with the youngest first, of one cluster or one state", async () => {
    const jobs = createJobs();
    const here = steered({ id: "first-one" });
    jobs.start(here.spec);
    jobs.start(steered({ id: "other-cluster", cluster: "elsewhere" }).spec);
    jobs.start(steered({ id: "second-one" }).spec);
    here.finish.resolve(undefined);
    await statesOf(jobs, "first-one");
    const ids = (query: Parameters<typeof jobList>[1]) => jobList(jobs, query).items.map(({ id }) => id);
    expect(ids({ cluster: "local" })).toEqual(["second-one", "first-one"]);
    expect(ids({ state: "running" })).toEqual(["second-one", "other-cluster"]);
  });

  it("may not be any number at once", () => {
    const jobs = createJobs();
    for (let i = 0; i < 20; i++) jobs.start(steered().spec);
    expect(() => jobs.start(steered().spec)).toThrow(/running already/);
  });

  it("end with the process, and those who watch are told", async () => {
    const jobs = createJobs();
    const { id } = jobs.start(steered().spec);
    const left = new AbortController();
    const told: unknown[] = [];
    const reading = (async () => {
      for await (const { event, data } of jobEvents(jobs, id, left.signal))
        told.push(event === "job" ? data.state : data.reason);
    })();
    const closed = jobs.close();
    left.abort("shutdown");
    await Promise.all([closed, reading]);
    expect(told.slice(-2)).toEqual(["cancelled", "shutdown"]);
    expect(jobs.get(id)).toMatchObject({ state: "cancelled", note: "The console was stopped." });
    expect(() => jobs.start(steered().spec)).toThrow(/ending/);
  });
});

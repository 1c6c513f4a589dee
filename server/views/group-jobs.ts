import type { BodyOf } from "../../lib/api/endpoint.ts";
import { ApiError, partialProblem } from "../../lib/api/error.ts";
import type { resetGroupOffsets } from "../../lib/api/group-changes.ts";
import type { GroupJobResult, resetOffsetsOfGroups } from "../../lib/api/group-jobs.ts";
import { plural } from "../../lib/format/count.ts";
import type { Cluster } from "../clusters/cluster.ts";
import type { Jobs } from "../jobs/jobs.ts";

/** Groups that are changed at the same time: each costs its coordinator several requests. */
const atOnce = 8;

type Done = GroupJobResult["groups"][number];
export type GroupJob = {
  kind: "groups-delete" | "groups-remove-members" | "groups-reset-offsets";
  /** what is done, for the job's title: "Delete" */
  verb: string;
  groups: readonly string[];
  /** What one group's own call does; how many partitions or members it changed, null where it is the whole group. */
  each(group: string, signal: AbortSignal): Promise<number | null>;
};

/** Does to many groups what is done to one, with a result for each; what fails stands with its group and the others go on. */
export function startGroupJob(cluster: Cluster, jobs: Jobs, { kind, verb, groups, each }: GroupJob): { id: string } {
  const title = `${verb} ${groups.length === 1 ? groups[0] : plural(groups.length, "group")}`;
  const job = jobs.start({
    ...{ kind, cluster: cluster.name, title, unit: "groups", total: groups.length },
    async run({ signal, report }) {
      const results = new Array<Done | undefined>(groups.length).fill(undefined);
      let next = 0;
      const tell = () => {
        const done = results.filter((one) => one !== undefined);
        const failed = done.filter(({ problem }) => problem !== null).length;
        report({ done: done.length, result: { groups: done, failed } });
      };
      const worker = async () => {
        for (let place = next++; place < groups.length && !signal.aborted; place = next++) {
          const group = groups[place] ?? "";
          results[place] = await settled(group, () => each(group, signal));
          cluster.markStale();
          tell();
        }
      };
      await Promise.all(Array.from({ length: Math.min(atOnce, groups.length) }, worker));
      return undefined;
    },
  });
  return { id: job.id };
}

/** What is set of each group: the same target for all, or exactly the offsets that are planned for it. */
export function resetsOf(body: BodyOf<typeof resetOffsetsOfGroups>): {
  groups: readonly string[];
  changeOf(group: string): BodyOf<typeof resetGroupOffsets>;
} {
  if (!("plans" in body)) return { groups: body.groups, changeOf: () => ({ to: body.to, topics: body.topics }) };
  const planned = new Map(body.plans.map(({ group, offsets }) => [group, offsets]));
  return { groups: [...planned.keys()], changeOf: (group) => ({ to: { offsets: planned.get(group) ?? [] } }) };
}

async function settled(group: string, run: () => Promise<number | null>): Promise<Done> {
  try {
    return { group, changed: await run(), problem: null };
  } catch (error) {
    const known =
      error instanceof ApiError ? error : new ApiError("internal", "It failed unexpectedly.", { cause: error });
    const { code, message, hint } = partialProblem(group, known);
    return { group, changed: null, problem: { code, message, ...(hint ? { hint } : {}) } };
  }
}

/** What a call with a result per item comes to: how many worked; when none did, or some did not, why. @throws ApiError */
export function countedOrThrown(items: readonly { error: string | null }[]): number {
  const failed = items.flatMap(({ error }) => (error === null ? [] : [error]));
  const [first] = failed;
  if (first === undefined) return items.length;
  const of = failed.length === items.length ? "" : `${failed.length} of ${items.length} failed: `;
  throw new ApiError("refused-by-kafka", `${of}${first}`);
}

import type { Finding } from "../../lib/api/clusters.ts";
import type { History } from "../history/history.ts";
import { joined } from "../history/series.ts";
import { TickBuilder } from "../history/tick-builder.ts";
import { eventsBetween } from "./events-between.ts";
import type { Ring } from "./ring.ts";
import { sampleSeries } from "./sample-series.ts";
import type { Snapshot } from "./snapshot.ts";

/** Pictures are sampled no more often than this, ms: they come every ten seconds, or a little sooner. Where only pictures are shown, each of them. */
const leastGapMs = 8_000;

export type Sampler = {
  readonly name: string | null;
  take(snapshot: Snapshot, findings: readonly Finding[]): void;
};

/** Hands the pictures of a cluster over to history: series every ten seconds, and what happened between any two. */
export function createSampler(cluster: string, history: History, ring: Ring): Sampler {
  const tick = new TickBuilder();
  let name: string | null = null;
  let last: Snapshot | null = null;
  let sampledAt = Number.NEGATIVE_INFINITY;
  return {
    get name() {
      return name;
    },
    take(snapshot, findings) {
      const { description, offsetsAt: at } = snapshot;
      if (description === null && name === null) return;
      const named = joined(cluster, description?.clusterId ?? (name === null ? "" : (name.split("\u0000")[1] ?? "")));
      if (named !== name) {
        name = named;
        last = null;
        tick.forget();
      }
      if (last) history.note(name, eventsBetween(last, snapshot));
      last = snapshot;
      const steadyAt = performance.now();
      if (history.isKept && steadyAt - sampledAt < leastGapMs) return;
      sampledAt = steadyAt;
      const bad = findings.filter(({ severity }) => severity !== "info").length;
      sampleSeries(tick, { snapshot, ring, findings: bad }, history.isKept ? {} : { partitions: 0 });
      if (!history.take(name, tick.finish(at, steadyAt))) tick.forget();
    },
  };
}

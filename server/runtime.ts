import type { Logger } from "pino";
import type { Alerts } from "./alerts/alerts.ts";
import type { ClusterRegistry } from "./clusters/registry.ts";
import type { Config } from "./config.ts";
import type { StreamSet } from "./http/stream-set.ts";
import type { Jobs } from "./jobs/jobs.ts";
import type { Workloads } from "./workloads/workloads.ts";

/**
 * Whatever there is only one of in the process. It hangs on `globalThis`, because the bundles of routes, proxy and
 * instrumentation each hold module instances of their own.
 */
export type Runtime = {
  readonly config: Config;
  readonly clusters: ClusterRegistry;
  readonly streams: StreamSet;
  readonly alerts: Alerts;
  readonly jobs: Jobs;
  readonly workloads: Workloads;
  readonly log: Logger;
  readonly version: string;
  /** epoch ms */
  readonly startedAt: number;
};

const key = Symbol.for("klar.runtime");
type Holder = { [key]?: Runtime };

/** The running console; throws before `boot` has made one. */
export function runtime(): Runtime {
  const current = (globalThis as Holder)[key];
  if (!current) throw new Error("The runtime is asked for before boot");
  return current;
}

export function installRuntime(next: Runtime): void {
  (globalThis as Holder)[key] = next;
}

import type { Finding } from "../../lib/api/clusters.ts";
import type { GroupRow } from "../../lib/api/groups.ts";
import type { ClusterConfig } from "../config.ts";
import { type History, picturesOnly } from "../history/history.ts";
import type { ReadAsk, Readout } from "../history/series.ts";
import type { KafkaCluster } from "../kafka/cluster.ts";
import type { Decoding } from "../serde/decoding.ts";
import { FindingLog } from "./finding-log.ts";
import { findingsOf } from "./findings.ts";
import { groupLags } from "./group-lags.ts";
import { groupRows } from "./group-rows.ts";
import { type ClusterHealth, HealthProbe } from "./health.ts";
import { createSampler } from "./history-sampler.ts";
import { readSnapshot } from "./read-snapshot.ts";
import { Ring } from "./ring.ts";
import type { Snapshot } from "./snapshot.ts";
import { type Pace, SnapshotKeeper } from "./snapshot-keeper.ts";
import { TopicSettingsCache } from "./topic-settings.ts";
import { StandingTimes } from "./written-times.ts";

/** One configured cluster: its port, its health, and the picture every list is answered from. */
export type Cluster = {
  readonly name: string;
  readonly environment: string | null;
  readonly readOnly: boolean;
  readonly bootstrapServers: readonly string[];
  readonly kafka: KafkaCluster;
  /** its schemas and the formats that the configuration gives; null where it has neither */
  readonly decoding: Decoding | null;
  /** what changed over the last ten minutes */
  readonly ring: Ring;
  /** what was measured over time; where it is not kept, the pictures of the last ten minutes */
  readonly history: History;
  /** under which name history has it: its own and the cluster's id. null before the first picture */
  readonly historyName: string | null;
  /** what has kept our metrics for longer than history reaches back; null where nothing has */
  readonly longRanges: LongRanges | null;
  /** what needs attention in the last picture, the worst first */
  readonly findings: readonly Finding[];
  /** the last picture, however old, without asking for one */
  readonly lastSnapshot: Snapshot | null;
  /** Within 1.5 s; never throws. */
  health(): Promise<ClusterHealth>;
  /** A picture whose reading began after the last `markStale`; without any, why there is none is thrown. */
  snapshot(options?: { signal?: AbortSignal | undefined }): Promise<Snapshot>;
  /** Somebody looks at this cluster: pictures are taken in the background for the next 30 s. */
  look(): void;
  /** Somebody sees it in the list of all: a picture every half minute will do. */
  glance(): void;
  markStale(): void;
  /** The configs of this topic were changed: the next picture reads them again. */
  forgetTopicConfigs(topic: string): void;
  close(): Promise<void>;
};

/** A part of a picture may take ten times what the last whole one took, within these bounds; ms. */
const leastPartMs = 4_000;
const firstPartMs = 5_000;
const mostPartMs = 15_000;
/** With history or alerts pictures are always wanted; ms. */
const keepMs = 10_000;

/** Reads series as history does, from where they were kept for longer. */
export type LongRanges = (
  ask: ReadAsk,
  signal?: AbortSignal,
) => Promise<Omit<Readout, "source"> & { source: "prometheus" }>;

/** Whoever is to see the groups of every picture, such as the rules of alerts. */
export type Watch = {
  has(cluster: string): boolean;
  observe(cluster: string, groups: readonly GroupRow[], now: { at: number; steadyAt: number }): void;
};

export type ClusterOptions = {
  pace?: Pace | undefined;
  /** the pictures of ten minutes in memory unless given; not closed with the cluster */
  history?: History | undefined;
  decoding?: Decoding | null | undefined;
  watch?: Watch | undefined;
  longRanges?: LongRanges | null | undefined;
};

export function createCluster(
  config: ClusterConfig,
  kafka: KafkaCluster,
  { pace, history = picturesOnly(), decoding = null, watch, longRanges = null }: ClusterOptions = {},
): Cluster {
  const { name, environment, readOnly, bootstrapServers } = config;
  const ring = new Ring();
  const standing = new StandingTimes(kafka, ring.watch);
  const log = new FindingLog();
  const settings = new TopicSettingsCache(kafka);
  const isWatched = watch?.has(name) ?? false;
  const sampler = createSampler(name, history, ring);
  let previous: Snapshot | null = null;
  const keeper = new SnapshotKeeper(
    (last) => readSnapshot({ kafka, settings, last, timeoutMs: partMs(last) }),
    (snapshot) => {
      const lags = groupLags(snapshot, previous);
      ring.push(snapshot, lags);
      previous = snapshot;
      standing.take(lags, snapshot.offsetsAt);
      log.take(findingsOf(name, snapshot, ring), snapshot.asOf);
      sampler.take(snapshot, log.current);
      if (isWatched)
        watch?.observe(name, watchedRows(snapshot, ring), { at: snapshot.asOf, steadyAt: performance.now() });
    },
    pace,
  );
  kafka.onConnectionLost?.(() => keeper.lost());
  const health = new HealthProbe(kafka, bootstrapServers, keeper);
  const isAlwaysKept = history.isKept || isWatched;
  const keeping = isAlwaysKept ? setInterval(() => keeper.keep(), keepMs).unref() : undefined;
  if (isAlwaysKept) keeper.keep();
  return {
    name,
    environment,
    readOnly,
    bootstrapServers,
    kafka,
    decoding,
    ring,
    history,
    longRanges,
    get historyName() {
      return sampler.name;
    },
    get findings() {
      return log.current;
    },
    get lastSnapshot() {
      return keeper.current;
    },
    health: () => health.get(),
    snapshot: ({ signal } = {}) => keeper.get(signal),
    look: () => keeper.look(),
    glance: () => keeper.glance(),
    markStale: () => keeper.markStale(),
    forgetTopicConfigs: (topic) => settings.forget(topic),
    async close() {
      clearInterval(keeping);
      keeper.close();
      await kafka.close();
      await standing.close();
    },
  };
}

/** Of a group whose coordinator is lost nothing is known: what was last seen must not raise an alarm, nor end one. */
function watchedRows(snapshot: Snapshot, ring: Ring): GroupRow[] {
  return groupRows(snapshot, ring).map((row) =>
    row.remembered ? { ...row, lag: null, lagMs: null, status: null } : row,
  );
}

function partMs(last: Snapshot | null): number {
  return last === null ? firstPartMs : Math.min(mostPartMs, Math.max(leastPartMs, last.costMs * 10));
}

import type { ClusterConfig } from "../config.ts";
import type { History } from "../history/history.ts";
import type { KafkaCluster } from "../kafka/cluster.ts";
import type { Decoding } from "../serde/decoding.ts";
import { type Cluster, createCluster, type LongRanges, type Watch } from "./cluster.ts";

/** The configured clusters by name. Nothing is dialled before somebody looks at one. */
export type ClusterRegistry = {
  get(name: string): Cluster | undefined;
  /** in the order of the configuration */
  all(): Cluster[];
  close(): Promise<void>;
};

/**
 * @param open how a cluster is reached; passed in, so that this room does not know the wire
 * @param history where what is measured of them is kept, also while nobody looks; closed with them
 * @param watch is handed every picture's groups; while it watches a cluster, pictures are taken without anybody looking
 * @param longRangesOf what has kept its metrics for longer
 * @param decodingOf the schemas and formats of one; passed in, so that this room does not know registries
 */
export function createRegistry(
  configs: readonly ClusterConfig[],
  open: (config: ClusterConfig) => KafkaCluster,
  history?: History,
  decodingOf: (config: ClusterConfig) => Decoding | null = () => null,
  watch?: Watch,
  longRangesOf: (config: ClusterConfig) => LongRanges | null = () => null,
): ClusterRegistry {
  const made = configs.map((config) =>
    createCluster(config, open(config), {
      history,
      watch,
      longRanges: longRangesOf(config),
      decoding: decodingOf(config),
    }),
  );
  const clusters = new Map(made.map((cluster) => [cluster.name, cluster]));
  return {
    get: (name) => clusters.get(name),
    all: () => [...clusters.values()],
    async close() {
      await Promise.allSettled([...clusters.values()].map((cluster) => cluster.close()));
      await history?.close();
    },
  };
}

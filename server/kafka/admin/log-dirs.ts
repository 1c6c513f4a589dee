import type { KafkaCluster, LogDir } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import { type DescribedLogDir, describeLogDirs } from "../protocol/35-describe-log-dirs.ts";
import type { Wire } from "../wire/wire.ts";
import { mustBeGood, settleByNode } from "./settle.ts";

type Replicas = LogDir["replicas"];
/** Of each directory the bytes that its replicas were last read from. */
type Known = Map<string, { bytes: Buffer; replicas: Replicas }>;

/**
 * Log directories of every broker, one request each; a broker that does not answer is an item that failed. Replicas that are as they
 * were when last asked are the same object.
 */
export function logDirLister(wire: Wire): KafkaCluster["logDirs"] {
  const known: Known = new Map();
  return async (call = {}) => {
    const brokers = await wire.nodes(call);
    const byNode = new Map(brokers.map(({ id }) => [id, [id]]));
    return settleByNode<number, number, LogDir[]>(
      { byNode, failed: [] },
      (id) => id,
      async (id) => {
        const answer = await wire.call({ kind: "node", id }, describeLogDirs, [], call);
        mustBeGood(answer, `broker ${id}`);
        return [{ key: id, ok: true, value: answer.dirs.map((dir) => toLogDir(dir, id, known)) }];
      },
    );
  };
}

function toLogDir(dir: DescribedLogDir, broker: number, known: Known): LogDir {
  const { errorCode, path, totalBytes, usableBytes } = dir;
  return {
    path,
    error: errorCode === 0 ? null : new KafkaError(errorCode, `${path} of broker ${broker}`).message,
    totalBytes: totalBytes < 0n ? null : totalBytes,
    usableBytes: usableBytes < 0n ? null : usableBytes,
    replicas: replicasOf(dir, `${broker} ${path}`, known),
  };
}

function replicasOf(dir: DescribedLogDir, key: string, known: Known): Replicas {
  const before = known.get(key);
  if (before?.bytes.equals(dir.bytes)) return before.replicas;
  const { bytes, replicas } = dir;
  known.set(key, { bytes, replicas });
  return replicas;
}

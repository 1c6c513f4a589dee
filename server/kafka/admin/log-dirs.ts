import type { KafkaCluster, LogDir } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import { type DescribedLogDir, describeLogDirs } from "../protocol/35-describe-log-dirs.ts";
import type { Wire } from "../wire/wire.ts";
import { mustBeGood, settleByNode } from "./settle.ts";

/** Log directories of every broker, one request each; a broker that does not answer is an item that failed. */
export function logDirLister(wire: Wire): KafkaCluster["logDirs"] {
  return async (call = {}) => {
    const brokers = await wire.nodes(call);
    const byNode = new Map(brokers.map(({ id }) => [id, [id]]));
    return settleByNode<number, number, LogDir[]>(
      { byNode, failed: [] },
      (id) => id,
      async (id) => {
        const answer = await wire.call({ kind: "node", id }, describeLogDirs, [], call);
        mustBeGood(answer, `broker ${id}`);
        return [{ key: id, ok: true, value: answer.dirs.map((dir) => toLogDir(dir, id)) }];
      },
    );
  };
}

function toLogDir({ errorCode, path, totalBytes, usableBytes, replicas }: DescribedLogDir, broker: number): LogDir {
  return {
    path,
    error: errorCode === 0 ? null : new KafkaError(errorCode, `${path} of broker ${broker}`).message,
    totalBytes: totalBytes < 0n ? null : totalBytes,
    usableBytes: usableBytes < 0n ? null : usableBytes,
    replicas,
  };
}

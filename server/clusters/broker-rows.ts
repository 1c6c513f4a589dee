import type { BrokerRow } from "../../lib/api/brokers.ts";
import type { LogDir } from "../kafka/cluster.ts";
import type { BrokerPicture, Snapshot } from "./snapshot.ts";
import { sumOf } from "./topic-rows.ts";

type Load = { leaders: number; replicas: number; inSync: number };

/** Every broker that is known, by id, with what it leads, holds and keeps in sync. */
export function brokerRows(snapshot: Snapshot): BrokerRow[] {
  const loads = loadsOf(snapshot);
  const controllerId = snapshot.description?.controllerId ?? null;
  return [...snapshot.brokers.values()].map((picture) =>
    brokerRow(picture, loads.get(picture.broker.id), controllerId),
  );
}

function loadsOf({ topics }: Snapshot): Map<number, Load> {
  const loads = new Map<number, Load>();
  const at = (id: number): Load => {
    let load = loads.get(id);
    if (!load) {
      load = { leaders: 0, replicas: 0, inSync: 0 };
      loads.set(id, load);
    }
    return load;
  };
  for (const { topic } of topics.values()) {
    for (const { leader, replicas, isr } of topic.partitions) {
      if (leader !== null) at(leader).leaders += 1;
      for (const id of replicas) at(id).replicas += 1;
      for (const id of isr) at(id).inSync += 1;
    }
  }
  return loads;
}

function brokerRow(
  { broker, isAnswering, logDirs }: BrokerPicture,
  load: Load | undefined,
  controllerId: number | null,
): BrokerRow {
  const dirs = logDirs?.map(logDirRow) ?? null;
  return {
    id: broker.id,
    host: broker.host,
    port: broker.port,
    rack: broker.rack,
    isController: controllerId === null ? null : controllerId === broker.id,
    isFenced: broker.isFenced,
    isAnswering,
    leaderCount: load?.leaders ?? 0,
    replicaCount: load?.replicas ?? 0,
    inSyncReplicaCount: load?.inSync ?? 0,
    sizeBytes: dirs === null ? null : sumOf(dirs.map(({ sizeBytes }) => sizeBytes)),
    logDirs: dirs,
  };
}

function logDirRow({
  path,
  error,
  totalBytes,
  usableBytes,
  replicas,
}: LogDir): NonNullable<BrokerRow["logDirs"]>[number] {
  let sizeBytes = 0n;
  for (const replica of replicas) sizeBytes += replica.sizeBytes;
  return {
    path,
    sizeBytes: error === null ? sizeBytes : null,
    totalBytes,
    usableBytes,
    error,
    replicaCount: replicas.length,
  };
}

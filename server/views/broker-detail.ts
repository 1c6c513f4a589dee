import type { BrokerRow } from "../../lib/api/brokers.ts";
import { ApiError, type PartialProblem } from "../../lib/api/error.ts";
import { brokerRows } from "../clusters/broker-rows.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { findBroker } from "../clusters/find-broker.ts";

type BrokerDetail = BrokerRow & { asOf: number; problems: PartialProblem[] };

/** One broker, with the problems of the picture that concern it. */
export async function brokerDetail(cluster: Cluster, id: string, signal?: AbortSignal): Promise<BrokerDetail> {
  const snapshot = await cluster.snapshot({ signal });
  const { broker } = findBroker(snapshot, id);
  const row = brokerRows(snapshot).find((one) => one.id === broker.id);
  if (!row) throw new ApiError("no-such-broker", `Broker ${id} has just left the cluster.`);
  const concerns = new Set([`broker ${broker.id}`, "cluster"]);
  const problems = snapshot.problems.filter(({ target }) => concerns.has(target));
  return { ...row, asOf: snapshot.asOf, problems };
}

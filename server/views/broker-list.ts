import type { BrokerRow } from "../../lib/api/brokers.ts";
import { brokerRows } from "../clusters/broker-rows.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { type Page, wholePage } from "../clusters/list-page.ts";

/** Every broker that is known, those that do not answer too. */
export async function brokerList(cluster: Cluster, signal?: AbortSignal): Promise<Page<BrokerRow>> {
  const snapshot = await cluster.snapshot({ signal });
  return wholePage(brokerRows(snapshot), snapshot);
}

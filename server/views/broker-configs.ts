import type { ConfigRow } from "../../lib/api/configs.ts";
import { inheritedConfig } from "../../lib/kafka/config-inherited.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { configRow } from "../clusters/config-row.ts";
import { findBroker } from "../clusters/find-broker.ts";
import { type Page, wholePage } from "../clusters/list-page.ts";

/** The configs of one broker, asked of itself. @throws KafkaError when it does not answer */
export async function brokerConfigs(cluster: Cluster, id: string, signal?: AbortSignal): Promise<Page<ConfigRow>> {
  const { broker } = findBroker(await cluster.snapshot({ signal }), id);
  const asOf = Date.now();
  const resource = { type: "broker", name: String(broker.id) } as const;
  const [item] = await cluster.kafka.describeConfigs([resource], { documentation: true, signal });
  if (item && !item.ok) throw item.error;
  const rows = (item?.value ?? []).map((entry) =>
    configRow(entry, entry.sensitive ? null : (inheritedConfig("broker", entry)?.value ?? null)),
  );
  return wholePage(byName(rows), { asOf, problems: [] });
}

function byName(rows: ConfigRow[]): ConfigRow[] {
  return rows.sort((a, b) => (a.name < b.name ? -1 : 1));
}

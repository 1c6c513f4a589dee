import { createAdmin } from "./admin/admin.ts";
import type { KafkaCluster } from "./cluster.ts";
import { KafkaWire } from "./wire/kafka-wire.ts";
import { type Address, defaultLimits, parseAddress, type SaslSettings, type TlsSettings } from "./wire/settings.ts";

export type OpenOptions = {
  name: string;
  /** `host:port` or `[v6]:port`, one or more; RangeError when one is neither */
  bootstrapServers: readonly string[];
  tls?: TlsSettings | undefined;
  sasl?: SaslSettings | undefined;
  /** how brokers see us in their request logs and quotas; default "klar" */
  clientId?: string | undefined;
};

/** The port of a cluster. Nothing is dialled before it is asked something; whoever opens it closes it. */
export function openCluster({ name, bootstrapServers, tls, sasl, clientId = "klar" }: OpenOptions): KafkaCluster {
  const wire = new KafkaWire({
    name,
    bootstrap: addressesOf(bootstrapServers),
    tls,
    sasl,
    clientId,
    limits: defaultLimits,
  });
  return {
    name,
    onConnectionLost(listener) {
      wire.onConnectionLost = listener;
    },
    metadata: (options) => wire.metadata(options),
    topic: (topic, call) => wire.topic(topic, call),
    openFetch: () => wire.openFetch(),
    produce: (asks, options) => wire.produce(asks, options),
    initProducerId: (call) => wire.initProducerId(call),
    openTransactions: (transactionalId, timeoutMs) => wire.openTransactions(transactionalId, timeoutMs),
    ...createAdmin(wire),
    close: () => wire.close(),
  };
}

function addressesOf(texts: readonly string[]): Address[] {
  if (texts.length === 0) throw new RangeError("bootstrapServers must name at least one host:port");
  return texts.map((text) => {
    const address = parseAddress(text);
    if (!address) throw new RangeError(`bootstrapServers: ${JSON.stringify(text)} is not host:port`);
    return address;
  });
}

import { testBootstrap, uniqueName } from "../../../e2e/support/rig.ts";
import { encodeBatch } from "../batch/encode.ts";
import type { Topic } from "../cluster.ts";
import { createTopics } from "../protocol/19-create-topics.ts";
import { KafkaWire } from "./kafka-wire.ts";
import { defaultLimits, parseAddress, type WireLimits, type WireSettings } from "./settings.ts";

/** Test support: a wire to the shared brokers, or to whatever the test names. */
export function openWire(
  over: Partial<Omit<WireSettings, "bootstrap" | "limits">> & { bootstrap?: string; limits?: Partial<WireLimits> } = {},
): KafkaWire {
  const bootstrap = (over.bootstrap ?? testBootstrap()).split(",").map((text) => {
    const address = parseAddress(text);
    if (!address) throw new Error(`no address: ${text}`);
    return address;
  });
  return new KafkaWire({
    name: "test",
    clientId: "klar-test",
    tls: over.tls,
    sasl: over.sasl,
    bootstrap,
    limits: { ...defaultLimits, ...over.limits },
  });
}

/** A new topic on the shared brokers, once its leaders are visible and know that they lead. */
export async function newTopic(wire: KafkaWire, partitions = 3, configs: Record<string, string> = {}): Promise<string> {
  const name = uniqueName("wire");
  const spec = {
    name,
    partitions,
    replicationFactor: -1,
    assignments: [],
    configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
  };
  const options = { purpose: "mutate" } as const;
  const answer = await wire.call({ kind: "controller" }, createTopics, [[spec], 10_000, false], options);
  const [created] = answer.topics;
  if (created?.errorCode !== 0) throw new Error(`topic ${name}: ${created?.errorCode} ${created?.errorMessage}`);
  for (;;) {
    const topic = await wire.topic(name).catch(() => null);
    if (topic?.partitions.length === partitions && (await isServed(wire, topic))) return name;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function batchOf(...values: string[]): Buffer {
  const timestamp = Date.now();
  const records = values.map((value) => ({ key: null, value: Buffer.from(value), headers: [], timestamp }));
  return encodeBatch({ records, codec: "none" });
}

async function isServed(wire: KafkaWire, { name, topicId, partitions }: Topic): Promise<boolean> {
  const asks = partitions.map(({ partition }) => ({ topic: name, topicId, partition, offset: 0n, maxBytes: 1 }));
  const limits = { maxBytes: 1, maxWaitMs: 0, minBytes: 0, isolation: "read_uncommitted" } as const;
  const { byNode, failed } = await wire.leadersOf(asks);
  const session = wire.openFetch();
  try {
    const answers = await Promise.all([...byNode].map(([node, there]) => session.fetch(node, there, limits)));
    return failed.length === 0 && answers.flat().every(({ ok }) => ok);
  } finally {
    session.close();
  }
}

import { afterAll, describe, expect, it } from "vitest";
import { uniqueName } from "../../../e2e/support/rig.ts";
import type { ConfigEntry, ConfigResource } from "../cluster.ts";
import { good, openBench } from "./rig.fixtures.ts";

const bench = openBench();
afterAll(() => bench.close());

/** What `kafka-configs --describe --all` prints of one resource, by the key's name. */
async function configsByTool(entity: "topics" | "brokers", name: string): Promise<Map<string, string>> {
  const text = await bench.kafka("configs", "--describe", "--all", "--entity-type", entity, "--entity-name", name);
  const lines = text.split("\n").filter((line) => line.startsWith("  "));
  return new Map(lines.map((line) => [line.trim().split("=", 1)[0] ?? "", line.trim()]));
}

/** The same line from our entry. */
function asToolLine({ name, value, sensitive, synonyms }: ConfigEntry): string {
  const layers = synonyms.map((synonym) => `${synonym.source}:${synonym.name}=${synonym.value}`).join(", ");
  return `${name}=${value} sensitive=${sensitive} synonyms={${layers}}`;
}

async function read(resource: ConfigResource, ...keys: string[]): Promise<Map<string, ConfigEntry>> {
  const options = keys.length > 0 ? { keys, documentation: true } : { documentation: true };
  const [item] = await bench.describeConfigs([resource], options);
  return new Map(good(item).map((entry) => [entry.name, entry]));
}

describe("describeConfigs", () => {
  it("agrees with kafka-configs on every key of a topic and of a broker", async () => {
    const topic = await bench.ownTopic(1, { "retention.ms": "1234567", "cleanup.policy": "compact,delete" });
    const cases = [
      ["topics", { type: "topic", name: topic }],
      ["brokers", { type: "broker", name: "2" }],
    ] as const;
    for (const [entity, resource] of cases) {
      const [ours, told] = await Promise.all([read(resource), configsByTool(entity, resource.name)]);
      expect([...ours.keys()].sort()).toEqual([...told.keys()].sort());
      for (const [name, entry] of ours) expect(asToolLine(entry), name).toBe(told.get(name));
    }
  });

  it("tells source, type, documentation and what is read-only", async () => {
    const topic = await bench.ownTopic(1, { "retention.ms": "1234567" });
    const entries = await read({ type: "topic", name: topic }, "retention.ms", "segment.bytes");
    expect(entries.size).toBe(2);
    expect(entries.get("retention.ms")).toMatchObject({
      value: "1234567",
      source: "DYNAMIC_TOPIC_CONFIG",
      type: "LONG",
      readOnly: false,
      sensitive: false,
      documentation: expect.stringContaining("retain a log"),
    });
    expect(entries.get("segment.bytes")).toMatchObject({
      value: "16777216",
      source: "STATIC_BROKER_CONFIG",
      type: "INT",
    });
    const broker = await read({ type: "broker", name: "1" }, "node.id", "log.dirs");
    expect(broker.get("node.id")).toMatchObject({ value: "1", source: "STATIC_BROKER_CONFIG", readOnly: true });
  });

  it("asks each broker about itself and leaves what fails with its resource", async () => {
    const topic = await bench.ownTopic(1);
    const resources: ConfigResource[] = [
      { type: "broker", name: "3" },
      { type: "topic", name: "adm-no-such-topic" },
      { type: "broker", name: "1" },
      { type: "broker", name: "77" },
      { type: "broker", name: "first" },
      { type: "topic", name: topic },
    ];
    const items = await bench.describeConfigs(resources, { keys: ["node.id", "segment.bytes"] });
    expect(items.map(({ key }) => key)).toEqual(resources);
    expect(items.map((item) => (item.ok ? item.value[0]?.value : item.error.code))).toEqual([
      "3",
      "no-such-topic",
      "1",
      "unreachable",
      "refused-by-kafka",
      "16777216",
    ]);
  });
});

describe("alterConfigs", () => {
  it("changes what is named, keeps the rest, and is seen by every broker when it answers", async () => {
    const topic = await bench.ownTopic(1, { "retention.ms": "1000000", "segment.ms": "600000" });
    const resource = { type: "topic", name: topic } as const;
    const [item] = await bench.alterConfigs([
      { resource, set: { "cleanup.policy": "compact, delete" }, reset: ["retention.ms"] },
    ]);
    expect(item?.ok).toBe(true);
    const told = await configsByTool("topics", topic);
    expect(told.get("cleanup.policy")).toContain("{DYNAMIC_TOPIC_CONFIG:cleanup.policy=compact,delete");
    expect(told.get("retention.ms")).not.toContain("DYNAMIC_TOPIC_CONFIG");
    expect(told.get("segment.ms")).toContain("segment.ms=600000");
    for (const { id } of await bench.wire.nodes()) {
      const entries = await read(resource, "retention.ms");
      expect(entries.get("retention.ms")?.source, `broker ${id}`).toBe("DEFAULT_CONFIG");
    }
  });

  it("as a dry run finds what is wrong and changes nothing", async () => {
    const topic = await bench.ownTopic(1);
    const resource = { type: "topic", name: topic } as const;
    const items = await bench.alterConfigs(
      [
        { resource, set: { "retention.ms": "5" } },
        { resource: { type: "topic", name: "adm-no-such-topic" }, set: { "retention.ms": "5" } },
      ],
      { validateOnly: true },
    );
    expect(items.map((item) => (item.ok ? "ok" : item.error.code))).toEqual(["ok", "no-such-topic"]);
    expect((await read(resource, "retention.ms")).get("retention.ms")?.source).toBe("DEFAULT_CONFIG");
    const [bad] = await bench.alterConfigs([{ resource, set: { "retention.ms": "soon" } }], { validateOnly: true });
    expect(bad?.ok === false && bad.error).toMatchObject({
      kafkaName: "INVALID_CONFIG",
      code: "refused-by-kafka",
      brokerMessage: expect.stringContaining("soon"),
    });
  });

  it("changes one group's configs", async () => {
    const resource = { type: "group", name: uniqueName("adm") } as const;
    const [set] = await bench.alterConfigs([{ resource, set: { "share.auto.offset.reset": "earliest" } }]);
    expect(set?.ok).toBe(true);
    expect((await read(resource, "share.auto.offset.reset")).get("share.auto.offset.reset")).toMatchObject({
      value: "earliest",
      source: "GROUP_CONFIG",
    });
    await bench.alterConfigs([{ resource, reset: ["share.auto.offset.reset"] }]);
    expect((await read(resource, "share.auto.offset.reset")).get("share.auto.offset.reset")?.source).toBe(
      "DEFAULT_CONFIG",
    );
  });
});

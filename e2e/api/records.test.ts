import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { listMessages } from "../../lib/api/messages.ts";
import type { produceMessages } from "../../lib/api/produce.ts";
import type { getPartitionFor } from "../../lib/api/topics.ts";
import { client, compressionOf, javaPartitioner } from "../../rig/demo/client.mjs";
import { type Api, openApi, type Wire } from "../support/api.ts";
import { joinGroup, type Seen } from "../support/consume.ts";
import { eventually, kafkaTool, testBootstrap, uniqueName } from "../support/rig.ts";

const bootstrap = testBootstrap();
const stem = uniqueName("e2e-rec");
const at = "/api/clusters/local";
const codecs = ["none", "gzip", "snappy", "lz4", "zstd"] as const;
const kafka = client(bootstrap, stem);
let api: Api;
let made = 0;

beforeAll(async () => {
  api = await openApi();
});
afterAll(async () => {
  await kafkaTool("topics", ["--delete", "--topic", `${stem}.*`], { bootstrap });
  await api.close();
});

async function ownTopic(partitions = 1): Promise<string> {
  const name = `${stem}-${++made}`;
  await api.post(`${at}/topics`, { name, partitions, replicationFactor: 1, configs: { "retention.ms": "-1" } });
  return name;
}
type Page = Wire<typeof listMessages>;
type Message = Page["messages"][number];
async function read(topic: string, query = ""): Promise<Message[]> {
  const page = await api.get<typeof listMessages>(`${at}/topics/${topic}/messages?order=oldest&limit=10000${query}`);
  expect(page.scan.problems).toEqual([]);
  // the page is ordered by time; here it is told as it was written
  return page.messages.sort((a, b) => a.partition - b.partition || Number(BigInt(a.offset) - BigInt(b.offset)));
}
const produce = (topic: string, body: object) =>
  api.post<typeof produceMessages>(`${at}/topics/${topic}/messages`, body);
const text = (payload: Message["key"]) => (payload === null ? null : payload.text);
const brief = ({ key, value, headers }: Message) => ({
  key: text(key),
  value: text(value),
  headers: headers.map((header) => [header.name, text(header.value)]),
});

describe("keys", () => {
  const keys = ["a", "key-1", "21", "foobar", "ключ", "日本", "😀", "x".repeat(500), "a b", "%", "&=+"];

  it("land where Java's producer puts them, by partition-for and by produce", async () => {
    const topic = await ownTopic(7);
    const input = keys.map((key) => `${key}\tby-java\n`).join("");
    await kafkaTool("console-producer", ["--topic", topic, "--reader-property", "parse.key=true"], {
      bootstrap,
      input,
    });
    const byJava = new Map((await read(topic)).map((message) => [text(message.key), message.partition]));
    expect([...byJava.keys()].sort()).toEqual([...keys].sort());
    for (const key of keys) {
      const plain = `${at}/topics/${topic}/partition-for?key=${encodeURIComponent(key)}`;
      const base64 = `${at}/topics/${topic}/partition-for?keyEncoding=base64&key=${encodeURIComponent(Buffer.from(key).toString("base64"))}`;
      for (const path of [plain, base64]) {
        expect(await api.get<typeof getPartitionFor>(path)).toEqual({ partition: byJava.get(key) });
      }
    }
    const { results } = await produce(topic, { records: keys.map((key) => ({ key, value: "by-klar" })) });
    expect(results.map(({ partition }) => partition)).toEqual(keys.map((key) => byJava.get(key)));
    const producer = kafka.producer({ createPartitioner: javaPartitioner });
    await producer.connect();
    await producer.send({ topic, messages: keys.map((key) => ({ key, value: "by-kafkajs" })) });
    await producer.disconnect();
    for (const { key, partition } of await read(topic)) expect(partition).toBe(byJava.get(text(key)));
  });
});

describe("written by others, read here", () => {
  it.each(codecs)("Kafka's console producer, %s: keys, headers, tombstones", async (codec) => {
    const topic = await ownTopic();
    const lines = [
      "h1:v1,h2:v2\tk0\tv0",
      "h1:a,h1:b\tk1\tNULL",
      "NULL\tNULL\tplain",
      'h:ü\t日本\t{"n":9007199254740993}',
    ];
    const filler = Array.from({ length: 40 }, (_, n) => `f:${n}\tk\t${"same text again and again ".repeat(8)}`);
    await kafkaTool(
      "console-producer",
      [
        ...["--topic", topic, "--compression-codec", codec, "--reader-property", "parse.key=true"],
        ...["--reader-property", "parse.headers=true", "--reader-property", "null.marker=NULL"],
      ],
      { bootstrap, input: `${[...lines, ...filler].join("\n")}\n` },
    );
    const messages = await read(topic);
    expect(messages.slice(0, 4).map(brief)).toEqual([
      {
        key: "k0",
        value: "v0",
        headers: [
          ["h1", "v1"],
          ["h2", "v2"],
        ],
      },
      {
        key: "k1",
        value: null,
        headers: [
          ["h1", "a"],
          ["h1", "b"],
        ],
      },
      { key: null, value: "plain", headers: [] },
      { key: "日本", value: '{"n":9007199254740993}', headers: [["h", "ü"]] },
    ]);
    expect(messages).toHaveLength(44);
    expect(messages.map(({ offset }) => offset)).toEqual(messages.map((_, n) => String(n)));
    expect(new Set(messages.map(({ compression }) => compression))).toEqual(new Set([codec]));
  });

  it.each(codecs)("kafkajs, %s: bytes, timestamps, empty and absent", async (codec) => {
    const topic = await ownTopic();
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({
      topic,
      compression: compressionOf[codec],
      messages: [
        {
          key: Buffer.from([0, 255, 128]),
          value: Buffer.from([0xc3, 0x28]),
          headers: { b: Buffer.from([1, 255]), s: ["x", "y"] },
        },
        { key: "", value: "", timestamp: "1500000000000" },
        { key: null, value: null },
        { key: "big", value: "z".repeat(300_000) },
      ],
    });
    await producer.disconnect();
    const [binary, empty, absent, big] = await read(topic, "&maxValueBytes=400000");
    expect(binary).toMatchObject({
      key: { encoding: "base64", text: "AP+A", size: 3 },
      value: { encoding: "base64", text: "wyg=", size: 2 },
      compression: codec,
    });
    expect(binary?.headers.map(({ name, value }) => [name, value?.encoding, value?.text])).toEqual([
      ["b", "base64", "Af8="],
      ["s", "utf8", "x"],
      ["s", "utf8", "y"],
    ]);
    expect(empty).toMatchObject({ key: { text: "", size: 0 }, value: { text: "" }, timestamp: 1500000000000 });
    expect(absent).toMatchObject({ key: null, value: null, timestampType: "create" });
    expect(big?.value).toMatchObject({ text: "z".repeat(300_000), truncated: false, size: 300_000 });
  });

  it("transactions of kafkajs: committed are read, aborted are not, and are marked when asked for", async () => {
    const topic = await ownTopic();
    const producer = kafka.producer({ transactionalId: `${stem}-tx`, maxInFlightRequests: 1, idempotent: true });
    await producer.connect();
    for (const [word, end] of [
      ["kept", "commit"],
      ["dropped", "abort"],
      ["kept-too", "commit"],
    ] as const) {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ value: `${word}-1` }, { value: `${word}-2` }] });
      await transaction[end]();
    }
    const committed = await eventually("the last marker", async () => {
      const messages = await read(topic);
      return messages.length === 4 ? messages : undefined;
    });
    expect(committed.map((message) => [text(message.value), message.transaction])).toEqual(
      ["kept-1", "kept-2", "kept-too-1", "kept-too-2"].map((word) => [word, "committed"]),
    );
    const all = await read(topic, "&isolation=read_uncommitted");
    expect(all.map(({ transaction }) => transaction)).toEqual([
      ...["committed", "committed", "aborted", "aborted", "committed", "committed"],
    ]);
    const open = await producer.transaction();
    await open.send({ topic, messages: [{ value: "open" }] });
    expect((await read(topic)).map(({ value }) => text(value))).not.toContain("open");
    const page = await api.get<typeof listMessages>(`${at}/topics/${topic}/messages?order=oldest`);
    expect(JSON.stringify([page.scan.plan, page.scan.problems])).toMatch(/transaction/i);
    expect((await read(topic, "&isolation=read_uncommitted")).at(-1)).toMatchObject({ transaction: "open" });
    await open.abort();
    await producer.disconnect();
  });

  it("transactions of Kafka's performance producer", async () => {
    const topic = await ownTopic();
    const argv = ["--topic", topic, "--num-records", "300", "--record-size", "50", "--throughput", "-1"];
    const props = ["--producer-props", `bootstrap.servers=${bootstrap}`, "--transaction-duration-ms", "50"];
    await kafkaTool("producer-perf-test", [...argv, ...props]);
    const messages = await eventually("all of them", async () => {
      const some = await read(topic);
      return some.length === 300 ? some : undefined;
    });
    expect(messages.every(({ transaction, valueSize }) => transaction === "committed" && valueSize === 50)).toBe(true);
    expect(messages.every(({ producerId }) => BigInt(producerId) >= 0n)).toBe(true);
  });
});

describe("written here, read by others", () => {
  const records = [
    {
      key: "k",
      value: "v",
      headers: [
        { name: "h", value: "1" },
        { name: "h", value: "2" },
        { name: "n", value: null },
      ],
    },
    { key: null, value: "no key", timestamp: 1_600_000_000_000 },
    { key: "tombstone", value: null },
    { key: { encoding: "base64", text: "/wA=" }, value: { encoding: "base64", text: "gIE=" } },
    { key: "", value: "" },
    { value: { format: "json", text: '{"n": 12345678901234567890, "b": 1.0}' } },
  ];

  it.each(codecs)("%s: kafkajs reads the same bytes", async (compression) => {
    const topic = await ownTopic();
    const { results, acknowledged } = await produce(topic, { records, compression, idempotent: true });
    expect(acknowledged).toBe(true);
    expect(results.map(({ offset, error }) => [offset, error])).toEqual(records.map((_, n) => [String(n), null]));
    const seen: (Seen & { headers?: unknown; timestamp?: string })[] = [];
    const member = await joinGroup(bootstrap, {
      group: `${topic}-reader`,
      topics: [topic],
      each: async (one) => {
        seen.push(one);
      },
    });
    await eventually("all read", () => (seen.length === records.length ? true : undefined));
    await member.stop();
    expect(seen.map(({ key, value }) => [key?.toString("latin1") ?? null, value?.toString("latin1") ?? null])).toEqual([
      ["k", "v"],
      [null, "no key"],
      ["tombstone", null],
      ["\xff\0", "\x80\x81"],
      ["", ""],
      [null, '{"n": 12345678901234567890, "b": 1.0}'],
    ]);
    expect(seen[1]?.timestamp).toBe("1600000000000");
    expect((await read(topic)).map((message) => message.compression)).toEqual(records.map(() => compression));
  });

  it("Kafka's console consumer reads keys, headers, timestamps, tombstones", async () => {
    const topic = await ownTopic();
    for (const compression of codecs) await produce(topic, { records: records.slice(0, 3), compression });
    const show = ["key", "headers", "timestamp", "offset"].flatMap((part) => [
      "--formatter-property",
      `print.${part}=true`,
    ]);
    const argv = ["--topic", topic, "--from-beginning", "--max-messages", "15", "--timeout-ms", "30000"];
    const { stdout } = await kafkaTool("console-consumer", [...argv, ...show], { bootstrap });
    const lines = stdout.trim().split("\n");
    expect(lines).toHaveLength(15);
    for (const [n, line] of lines.entries()) {
      const expected = [
        new RegExp(`^CreateTime:\\d+\\tOffset:${n}\\th:1,h:2,n:null\\tk\\tv$`),
        new RegExp(`^CreateTime:1600000000000\\tOffset:${n}\\tNO_HEADERS\\tnull\\tno key$`),
        new RegExp(`^CreateTime:\\d+\\tOffset:${n}\\tNO_HEADERS\\ttombstone\\tnull$`),
      ][n % 3];
      expect(line).toMatch(expected ?? /never/);
    }
  });

  it("acks 0 says that nobody acknowledged", async () => {
    const topic = await ownTopic();
    const done = await produce(topic, { records: [{ value: "a", partition: 0 }], acks: "0" });
    expect(done).toMatchObject({ acknowledged: false, results: [{ partition: 0, offset: null, error: null }] });
    await eventually("it arrived all the same", async () => ((await read(topic)).length === 1 ? true : undefined));
  });
});

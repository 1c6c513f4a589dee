import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SchemaRegistry, SchemaType } from "@kafkajs/confluent-schema-registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { hasRegistryJava } from "../../e2e/support/rig.ts";
import { ProduceBody } from "../../lib/api/produce.ts";
import { startRegistry } from "../../rig/registry.mjs";
import { openDecoding } from "../open-decoding.ts";
import { schemaById, subjectTable, subjectVersion, subjectVersions } from "../views/schemas.ts";
import { browseOnce } from "./browse-once.ts";
import { produceRecords } from "./produce/produce.ts";
import { writingSchema } from "./produce/writing-schema.ts";
import { follow, openBench, queryOf } from "./rig.fixtures.ts";

/** A real Apicurio, and an npm client of registries that writes what is read here and reads what is written here. */
const bench = openBench();
const signal = AbortSignal.timeout(300_000);
const config = { name: "local", bootstrapServers: [], environment: null, readOnly: false, tls: null, sasl: null };
const decodingAt = (url: string) =>
  openDecoding({ ...config, schemaRegistry: { urls: [url], tls: null, timeoutMs: 3_000 } });

describe.skipIf(!hasRegistryJava)("schemas of a registry", { timeout: 180_000 }, () => {
  let registry: Awaited<ReturnType<typeof startRegistry>>;
  let decoding: ReturnType<typeof openDecoding>;
  let client: SchemaRegistry;
  beforeAll(async () => {
    registry = await startRegistry();
    decoding = decodingAt(registry.url);
    client = new SchemaRegistry({ host: registry.url });
  }, 180_000);
  afterAll(async () => {
    await registry?.stop();
    await bench.close();
  });

  const read = (topic: string, query: Record<string, string> = {}) =>
    browseOnce(bench.kafka, topic, queryOf({ order: "oldest", ...query }), signal, decoding);
  const produce = (topic: string, body: z.input<typeof ProduceBody>) =>
    produceRecords(bench.kafka, topic, z.parse(ProduceBody, body), signal, decoding);
  const register = async (subject: string, schema: string, schemaType = "AVRO", references: object[] = []) => {
    const answer = await fetch(`${registry.url}/subjects/${encodeURIComponent(subject)}/versions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ schema, schemaType, references }),
    });
    expect(answer.ok).toBe(true);
    return ((await answer.json()) as { id: number }).id;
  };

  const order = JSON.stringify({
    type: "record",
    name: "Order",
    namespace: "shop",
    fields: [
      { name: "id", type: "int" },
      { name: "name", type: "string" },
      { name: "note", type: ["null", "string"], default: null },
    ],
  });
  const proto = `syntax = "proto3";
package shop;
import "google/protobuf/timestamp.proto";
import "money.proto";
message Unused { string a = 1; }
message Order { message Line { string sku = 1; } int64 id = 1; Money total = 2; repeated Line lines = 3; }`;

  it("are read from what an npm client wrote, in keys and values, with subject and version told", async () => {
    const topic = await bench.ownTopic(1);
    const { id } = await client.register({ type: SchemaType.AVRO, schema: order }, { subject: `${topic}-value` });
    const value = await client.encode(id, { id: 7, name: "Zoë", note: "hi" });
    const key = await client.encode(id, { id: 1, name: "k", note: null });
    await bench.append(topic, 0, [[{ key, value }]]);
    const [message] = (await read(topic)).messages;
    expect(message?.value).toMatchObject({
      format: "avro",
      text: '{"id":7,"name":"Zoë","note":"hi"}',
      syntax: "json",
      size: value.length,
      schema: { id, subject: `${topic}-value`, version: 1, type: "AVRO" },
      why: `schema id ${id} in its first 5 bytes`,
      refused: [],
    });
    expect(message?.key).toMatchObject({ format: "avro", text: '{"id":1,"name":"k","note":null}' });
  });

  it("follow imports and the way to a message, and keep JSON as it is", async () => {
    const topic = await bench.ownTopic(1);
    const money = 'syntax = "proto3"; package shop; message Money { int64 units = 1; }';
    await register(`${topic}-money`, money, "PROTOBUF");
    const references = [{ name: "money.proto", subject: `${topic}-money`, version: 1 }];
    const id = await register(`${topic}-value`, proto, "PROTOBUF", references);
    const message = { format: "protobuf", text: '{"id":9007199254740993,"total":{"units":"5"},"lines":[{"sku":"a"}]}' };
    const schema = JSON.stringify({ type: "object", properties: { n: { type: "integer" } }, required: ["n"] });
    const { id: json } = await client.register({ type: SchemaType.JSON, schema }, { subject: `${topic}-json` });
    const exact = await client.encode(json, { n: 1 });
    await produce(topic, { records: [{ value: { ...message, message: "shop.Order" }, partition: 0 }] });
    await bench.append(topic, 0, [[{ value: exact }]]);
    const messages = (await read(topic)).messages.toSorted((a, b) => Number(a.offset - b.offset));
    expect(messages[0]?.value).toMatchObject({
      format: "protobuf",
      text: '{"id":9007199254740993,"total":{"units":5},"lines":[{"sku":"a"}]}',
      schema: { id, subject: `${topic}-value`, version: 1, type: "PROTOBUF" },
      why: `schema id ${id} in its first 5 bytes, message shop.Order`,
    });
    expect(messages[1]?.value).toMatchObject({ format: "json-schema", text: '{"n":1}', schema: { type: "JSON" } });
  });

  it("are read by the npm client as they were written here", async () => {
    const topic = await bench.ownTopic(1);
    // names of its own: a schema that is known already stands under several subjects
    await register(`${topic}-value`, order.replace('"shop"', '"own"'));
    const id = await register(`${topic}-other`, order.replace('"shop"', '"other"'));
    const text = '{"id":5,"name":"n"}';
    const { results } = await produce(topic, {
      records: [
        { value: { format: "avro", text } },
        { value: { format: "avro", text, schemaId: id } },
        { value: { format: "avro", text, subject: `${topic}-other`, version: 1 } },
      ],
    });
    expect(results.map(({ error }) => error)).toEqual([null, null, null]);
    const { messages } = await read(topic, { valueFormat: "base64" });
    for (const { value } of messages)
      expect(await client.decode(Buffer.from(value?.text ?? "", "base64"))).toMatchObject({ id: 5, name: "n" });
    expect((await read(topic)).messages.map(({ value }) => value?.schema?.subject)).toEqual([
      `${topic}-value`,
      `${topic}-other`,
      `${topic}-other`,
    ]);
  });

  it("say which field of a text does not fit, before anything is written", async () => {
    const topic = await bench.ownTopic(1);
    await register(`${topic}-value`, order);
    const schema = JSON.stringify({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      properties: { items: { type: "array", items: { type: "object", properties: { n: { type: "integer" } } } } },
    });
    await register(`${topic}-json`, schema, "JSON");
    const refused = await produce(topic, {
      records: [
        { value: { format: "avro", text: '{"id":"x","name":"n"}' } },
        { value: { format: "avro", text: '{"id":1,"name":"n"}', subject: "nobody" } },
        { value: { format: "json-schema", text: '{"items":[{"n":1},{"n":"2"}]}', subject: `${topic}-json` } },
        { value: { format: "protobuf", text: "{}", subject: `${topic}-value` } },
        { value: { format: "smile", text: "" } },
        { headers: [{ name: "h", value: { format: "avro", text: "1" } }] },
      ],
    }).catch((error) => error);
    expect(refused.errors).toEqual([
      { path: "body.records[0].value.text", message: "id must be a whole number, not a text" },
      { path: "body.records[1].value.text", message: expect.stringContaining("the registry has no subject nobody") },
      { path: "body.records[2].value.text", message: "items[1].n must be integer" },
      {
        path: "body.records[3].value.text",
        message: "cannot be written as protobuf: the schema is of type AVRO",
      },
      { path: "body.records[4].value.format", message: expect.stringContaining("must be one of text, json") },
      { path: "body.records[5].headers[0].value.text", message: "needs a schema: name its subject or schemaId" },
    ]);
    expect((await read(topic)).messages).toEqual([]);
  });

  it("tell who writes what they ask of a value, with an example that is taken as it is", async () => {
    const topic = await bench.ownTopic(1);
    await register(`${topic}-value`, order);
    const told = await writingSchema(decoding, topic, { part: "value", format: "avro" });
    const fields = [{ path: "id" }, { path: "name" }, { path: "note", isRequired: false }];
    expect(told).toMatchObject({ words: `the latest of ${topic}-value`, isFramed: true, version: 1, fields });
    await produce(topic, { records: [{ value: { format: "avro", text: told.example } }] });
    expect((await read(topic)).messages[0]?.value?.text).toBe(JSON.stringify(JSON.parse(told.example)));
    const missing = writingSchema(decoding, topic, { part: "key", format: "avro" });
    await expect(missing).rejects.toMatchObject({ code: "no-such-schema" });
  });

  it("are known to searches, also in worker threads and in files, and to tails", async () => {
    const topic = await bench.ownTopic(1);
    const id = await register(`${topic}-value`, order);
    const values = Array.from({ length: 500 }, (_, i) => client.encode(id, { id: i, name: `name ${i}`, note: null }));
    await bench.append(topic, 0, [await Promise.all(values.map(async (value) => ({ value: await value })))]);
    const byCondition = await read(topic, { where: "value.id == 321" });
    expect(byCondition.messages.map(({ value }) => value?.text)).toEqual(['{"id":321,"name":"name 321","note":null}']);
    expect(byCondition.scan).toMatchObject({ filterErrors: 0, matched: 1 });
    // of the text that is shown, not of the bytes
    expect((await read(topic, { contains: '"id":321' })).messages).toHaveLength(1);
    expect((await read(topic, { regex: '"id":32[12],' })).messages).toHaveLength(2);
    const tail = await follow(bench, topic, { from: "offset:498" }, null, decoding);
    try {
      await expect
        .poll(tail.texts, { timeout: 20_000 })
        .toEqual(['{"id":498,"name":"name 498","note":null}', '{"id":499,"name":"name 499","note":null}']);
    } finally {
      await tail.stop();
    }
  });

  it("are listed, told by version and by id, and what is not there is told as such", async () => {
    const topic = await bench.ownTopic(1);
    await register(`${topic}-money`, 'syntax = "proto3"; package shop; message Money { int64 units = 1; }', "PROTOBUF");
    const references = [{ name: "money.proto", subject: `${topic}-money`, version: 1 }];
    const id = await register(`${topic}-value`, proto, "PROTOBUF", references);
    const cluster = { name: "local", decoding } as Parameters<typeof subjectTable>[0];
    const { items } = await subjectTable(cluster, { search: topic, page: 1, perPage: 50 }, signal);
    expect(items).toEqual([
      { name: `${topic}-money`, topic: null, part: null },
      { name: `${topic}-value`, topic, part: "value" },
    ]);
    expect((await subjectVersions(cluster, `${topic}-value`, signal)).items).toEqual([{ version: 1 }]);
    const latest = await subjectVersion(cluster, { subject: `${topic}-value`, version: "latest" }, signal);
    expect(latest).toMatchObject({ id, version: 1, type: "PROTOBUF", references });
    expect(latest.text).toContain("message Order");
    expect(await schemaById(cluster, String(id))).toMatchObject({
      type: "PROTOBUF",
      uses: expect.arrayContaining([{ subject: `${topic}-value`, version: 1 }]),
      imports: [{ name: "money.proto" }],
    });
    await expect(subjectVersions(cluster, "nobody", signal)).rejects.toMatchObject({ code: "no-such-schema" });
    await expect(schemaById(cluster, "99999")).rejects.toMatchObject({ code: "no-such-schema" });
    await expect(subjectVersion(cluster, { subject: "a", version: "x" }, signal)).rejects.toMatchObject({
      code: "invalid-request",
    });
    const without = { name: "local", decoding: null } as typeof cluster;
    await expect(subjectTable(without, { page: 1, perPage: 50 }, signal)).rejects.toMatchObject({
      code: "no-schema-registry",
    });
  });

  it("that do not exist leave bytes and the reason; garbage after the mark too", async () => {
    const topic = await bench.ownTopic(1);
    const id = await register(`${topic}-value`, order);
    const mark = (number: number, rest = "") => {
      const bytes = Buffer.alloc(5 + rest.length / 2);
      bytes.writeInt32BE(number, 1);
      bytes.write(rest, 5, "hex");
      return bytes;
    };
    const hostile = [mark(99_999, "ff"), mark(id, "ffffff"), mark(id), mark(-1, "ff"), mark(2 ** 31 - 1, "c3")];
    await bench.append(topic, 0, [hostile.map((value) => ({ value }))]);
    const { messages } = await read(topic);
    const told = messages.map(({ value }) => ({
      bytes: value?.text,
      why: value?.refused.find(({ format }) => format === "registry")?.reason,
    }));
    expect(told.map(({ bytes }) => bytes)).toEqual([
      ...hostile.slice(0, 2).map((bytes) => bytes.toString("base64")),
      // an id with nothing after it happens to be text
      hostile[2]?.toString("latin1"),
      ...hostile.slice(3).map((bytes) => bytes.toString("base64")),
    ]);
    expect(told[0]?.why).toContain("the registry has no schema with the id 99999");
    expect(told[1]?.why).toMatch(/ends in the middle|does not fit/);
    expect(told[2]?.why).toMatch(/ends in the middle/);
    expect(told[3]?.why).toContain("does not begin with 00 and the id of a schema");
    expect(told[4]?.why).toContain("the registry has no schema with the id 2147483647");
  });

  it("are remembered when the registry is gone, and its absence is a reason, not a failure", async () => {
    const topic = await bench.ownTopic(1);
    const gate = await gateTo(registry.url);
    const lasting = decodingAt(gate.url);
    const { id } = await client.register({ type: SchemaType.AVRO, schema: order }, { subject: `${topic}-value` });
    await bench.append(topic, 0, [[{ value: await client.encode(id, { id: 1, name: "n", note: null }) }]]);
    const browse = (from: typeof lasting) => browseOnce(bench.kafka, topic, queryOf({}), signal, from);
    expect((await browse(lasting)).messages[0]?.value?.format).toBe("avro");
    gate.close();
    expect((await browse(lasting)).messages[0]?.value?.format).toBe("avro");
    const [late] = (await browse(decodingAt(gate.url))).messages;
    expect(late?.value?.refused).toContainEqual({
      format: "registry",
      reason: "the schema registry cannot be asked: nothing listens at its address",
    });
    expect(late?.value?.schema).toBeNull();
    const without = await browse(null);
    expect(without.messages[0]?.value?.refused).toContainEqual({
      format: "registry",
      reason: `it names its schema id ${id} in its first 5 bytes, and this cluster has no schema registry configured`,
    });
  });
});

/** An address of the registry that can be closed. */
async function gateTo(target: string) {
  const server = createServer(async (request, response) => {
    const answer = await fetch(`${target}${request.url}`);
    response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

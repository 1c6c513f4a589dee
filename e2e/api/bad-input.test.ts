import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, fieldsOf, openApi } from "../support/api.ts";
import { kafkaTool, testBootstrap, uniqueName } from "../support/rig.ts";

let api: Api;
const topic = uniqueName("e2e-bad");
const at = "/api/clusters/local";
beforeAll(async () => {
  api = await openApi();
  await api.post(`${at}/topics`, { name: topic, partitions: 2, replicationFactor: 1 });
});
afterAll(async () => {
  await kafkaTool("topics", ["--delete", "--topic", topic], { bootstrap: testBootstrap() });
  await api.close();
});

async function named(path: string, sent?: Parameters<Api["send"]>[1]): Promise<string[]> {
  return fieldsOf(await api.refused("invalid-request", path.replace("{t}", topic), sent));
}

describe("every bad field of a query is named", () => {
  const list = "search order page perPage sort".split(" ");
  const longer = "a".repeat(250);
  it.each([
    [`${at}/topics?page=0&perPage=0&sort=colour&order=up&search=${longer}&internal=yes`, [...list, "internal"]],
    [`${at}/topics?page=-1&perPage=1001&sort=&order=&internal=1`, ["order", "page", "perPage", "sort", "internal"]],
    [`${at}/topics?page=1.5&perPage=ALL&x=1&y=2`, ["page", "perPage", "x", "y"]],
    [`${at}/topics?page=1e3&perPage=%20`, ["page", "perPage"]],
    [`${at}/topics?page=1&page=2&search=%ff`, ["page", "search"]],
    [
      `${at}/topics?__proto__=1&constructor=2&nxtPcluster=none&_rsc=1`,
      ["__proto__", "constructor", "nxtPcluster", "_rsc"],
    ],
    [`${at}/groups?page=0&perPage=none&sort=colour&order=up&type=x&colour=red`, [...list.slice(1), "type", "colour"]],
    [
      `${at}/topics/{t}/messages?order=x&from=x&to=x&limit=0&partitions=x&ignoreCase=x&in=x&isolation=x&maxScan=0`,
      ["order", "from", "to", "limit", "partitions", "ignoreCase", "in", "isolation", "maxScan"],
    ],
    [
      `${at}/topics/{t}/messages?limit=10001&maxBytes=0&maxSeconds=0&maxValueBytes=-1&contains=&cursor=&zzz=1`,
      ["limit", "maxBytes", "maxSeconds", "maxValueBytes", "contains", "cursor", "zzz"],
    ],
    [`${at}/topics/{t}/messages?from=offset:-1&to=offset:x`, ["from", "to"]],
    [`${at}/topics/{t}/messages?from=offset:9223372036854775808&to=time:yesterday`, ["from", "to"]],
    [`${at}/topics/{t}/messages?from=offsets:0&to=offsets:0=1,0=2`, ["from", "to"]],
    [`${at}/topics/{t}/messages?from=group:&to=time:2024-13-45`, ["from", "to"]],
    [`${at}/topics/{t}/messages?partitions=3-1&from=time:--15m`, ["from", "partitions"]],
    [`${at}/topics/{t}/messages?cursor=nonsense`, ["cursor"]],
    [
      `${at}/topics/{t}/tail?from=x&partitions=-&maxPerSecond=0&in=&limit=5`,
      "from in limit maxPerSecond partitions".split(" "),
    ],
    [`${at}/topics/{t}/messages/0/0?maxValueBytes=x&x=1`, ["maxValueBytes", "x"]],
    [`${at}/topics/{t}/messages/0/0/value?x=1`, ["x"]],
    [`${at}/topics/{t}/partition-for`, ["key"]],
    [`${at}/topics/{t}/partition-for?key=a&keyEncoding=hex`, ["keyEncoding"]],
    [`${at}/topics/{t}/partition-for?key=%3F&keyEncoding=base64`, ["key"]],
  ])("%s", async (path, expected) => {
    expect(await named(path)).toEqual(expected.map((name) => `query.${name}`).sort());
  });

  it.each([
    "/api/health",
    "/api/openapi.json",
    "/api/clusters",
    at,
    `${at}/overview`,
    `${at}/quorum`,
    `${at}/brokers`,
    `${at}/brokers/1`,
    `${at}/brokers/1/configs`,
    `${at}/topics/{t}`,
    `${at}/topics/{t}/configs`,
    `${at}/topics/{t}/groups`,
    `${at}/groups/none`,
    `${at}/topics/{t}/messages/0/0/key`,
  ])("%s takes no parameters and names those it is given", async (path) => {
    expect(await named(`${path}?colour=red&__proto__=x`)).toEqual(["query.__proto__", "query.colour"]);
  });

  it("mutations take none either", async () => {
    const body = { name: "x", dryRun: true };
    expect(await named(`${at}/topics?dryRun=true`, { method: "POST", body })).toEqual(["query.dryRun"]);
    expect(await named(`${at}/topics/{t}?force=1`, { method: "DELETE" })).toEqual(["query.force"]);
    expect(await named(`${at}/groups/none?force=1`, { method: "DELETE" })).toEqual(["query.force"]);
  });
});

describe("every bad field of a body is named", () => {
  const config = '["retention.ms"]';
  it.each<[string, string, unknown, string[]]>([
    ["POST", "topics", {}, ["name"]],
    ["POST", "topics", { name: "", partitions: 0, replicationFactor: 0 }, ["name", "partitions", "replicationFactor"]],
    ["POST", "topics", { name: 5, partitions: "3", dryRun: "yes", x: 1 }, ["dryRun", "name", "partitions", "x"]],
    [
      "POST",
      "topics",
      { name: "a", partitions: 1.5, configs: { "retention.ms": 5 } },
      [`configs${config}`, "partitions"],
    ],
    ["POST", "topics", { name: "a", assignments: { x: [1] } }, ["assignments.x"]],
    ["POST", "topics", { name: "a", assignments: { 0: [] } }, ["assignments.0"]],
    ["POST", "topics", { name: "a", assignments: [] }, ["assignments"]],
    ["POST", "topics", { name: "a".repeat(250), configs: [] }, ["configs", "name"]],
    ["POST", "topics/{t}/partitions", {}, ["count"]],
    ["POST", "topics/{t}/partitions", { count: 0, dryRun: 1, more: 2 }, ["count", "dryRun", "more"]],
    ["POST", "topics/{t}/partitions", { count: "7" }, ["count"]],
    [
      "PATCH",
      "topics/{t}/configs",
      { set: { "retention.ms": 5 }, reset: "x", delete: [] },
      ["delete", "reset", `set${config}`],
    ],
    ["PATCH", "topics/{t}/configs", { set: [], reset: [5] }, ["reset[0]", "set"]],
    ["PATCH", "topics/{t}/configs", { set: { "": "5" }, reset: [""] }, ["reset[0]", 'set[""]']],
    ["POST", "topics/{t}/truncate", {}, ["before"]],
    ["POST", "topics/{t}/truncate", { before: "start", dryRun: 5 }, ["before", "dryRun"]],
    ["POST", "topics/{t}/truncate", { before: { time: -1 } }, ["before.time"]],
    ["POST", "topics/{t}/truncate", { before: { offsets: { 0: 5 } } }, ["before.offsets.0"]],
    ["POST", "topics/{t}/truncate", { before: { offsets: { x: "5" } } }, ["before.offsets.x"]],
    ["POST", "topics/{t}/truncate", { before: { offsets: { 0: "-5" } } }, ["before.offsets.0"]],
    ["POST", "topics/{t}/messages", {}, ["records"]],
    ["POST", "topics/{t}/messages", { records: [] }, ["records"]],
    ["POST", "topics/{t}/messages", { records: [{ value: 5, key: {} }] }, ["records[0].key", "records[0].value"]],
    ["POST", "topics/{t}/messages", { records: [{ headers: [{ value: "a" }] }] }, ["records[0].headers[0].name"]],
    [
      "POST",
      "topics/{t}/messages",
      { records: [{}], acks: 1, idempotent: "x", compression: "br" },
      ["acks", "compression", "idempotent"],
    ],
    ["POST", "topics/{t}/messages", { records: [{}], acks: "1", idempotent: true }, ["idempotent"]],
    ["POST", "topics/{t}/messages", { records: [{}, { partition: 2 }] }, ["records[1].partition"]],
    ["POST", "topics/{t}/messages", { records: [{ value: { format: "json", text: "{" } }] }, ["records[0].value.text"]],
    [
      "POST",
      "topics/{t}/messages",
      { records: [{ value: { encoding: "base64", text: "a" } }] },
      ["records[0].value.text"],
    ],
    ["POST", "topics/{t}/messages", { records: [{ key: "\ud800" }] }, ["records[0].key"]],
  ])("%s %s %j", async (method, path, body, expected) => {
    expect(await named(`${at}/${path}`, { method, body })).toEqual(expected.map((name) => `body.${name}`).sort());
  });

  it("and the query's in the same answer", async () => {
    const sent = { method: "POST", body: { name: 5 } };
    expect(await named(`${at}/topics?x=1`, sent)).toEqual(["body.name", "query.x"]);
  });
});

describe("what the path names and is not there", () => {
  it.each([
    ["no-such-cluster", "/api/clusters/none"],
    ["no-such-cluster", "/api/clusters/LOCAL/topics"],
    ["no-such-cluster", "/api/clusters/a%2Fb/brokers"],
    ["no-such-cluster", "/api/clusters/__proto__"],
    ["no-such-cluster", "/api/clusters/constructor/topics/x"],
    ["no-such-broker", `${at}/brokers/99`],
    ["no-such-broker", `${at}/brokers/x`],
    ["no-such-broker", `${at}/brokers/-1`],
    ["no-such-broker", `${at}/brokers/01`],
    ["no-such-broker", `${at}/brokers/1.0`],
    ["no-such-broker", `${at}/brokers/99999999999999999999`],
    ["no-such-broker", `${at}/brokers/99/configs`],
    ["no-such-topic", `${at}/topics/none`],
    ["no-such-topic", `${at}/topics/none/configs`],
    ["no-such-topic", `${at}/topics/none/groups`],
    ["no-such-topic", `${at}/topics/none/messages`],
    ["no-such-topic", `${at}/topics/none/messages/0/0`],
    ["no-such-topic", `${at}/topics/none/messages/0/0/value`],
    ["no-such-topic", `${at}/topics/none/tail`],
    ["no-such-topic", `${at}/topics/none/partition-for?key=a`],
    ["no-such-group", `${at}/groups/none`],
  ] as const)("%s: %s", async (code, path) => {
    await api.refused(code, path);
  });

  it("mutations of what is not there say so", async () => {
    const { refused } = api;
    await refused("no-such-topic", `${at}/topics/none`, { method: "DELETE" });
    await refused("no-such-group", `${at}/groups/none`, { method: "DELETE" });
    for (const dryRun of [true, false]) {
      const post = (body: object) => ({ method: "POST", body: { ...body, dryRun } });
      await refused("no-such-topic", `${at}/topics/none/partitions`, post({ count: 5 }));
      await refused("no-such-topic", `${at}/topics/none/truncate`, post({ before: "end" }));
      const body = { set: { "retention.ms": "5" }, dryRun };
      await refused("no-such-topic", `${at}/topics/none/configs`, { method: "PATCH", body });
    }
    await refused("no-such-topic", `${at}/topics/none/messages`, {
      method: "POST",
      body: { records: [{ value: "a" }] },
    });
  });

  it("partitions and offsets", async () => {
    const messages = `${at}/topics/${topic}/messages`;
    await api.refused("no-such-partition", `${messages}/2/0`);
    await api.refused("no-such-partition", `${messages}?partitions=0,7`);
    await api.refused("no-such-partition", `${at}/topics/${topic}/tail?partitions=9`);
    await api.refused("no-such-record", `${messages}/0/0`);
    await api.refused("no-such-record", `${messages}/0/9223372036854775807/value`);
    for (const odd of [
      "x/0",
      "0/x",
      "-1/0",
      "0/-1",
      "1.5/0",
      "0/9223372036854775808",
      "00/0",
      "99999999999/0",
      "0/%20",
    ]) {
      const answer = await api.send(`${messages}/${odd}`);
      expect(`${odd} ${answer.status} ${answer.type}`).toMatch(/ (400|404) application\/problem\+json$/);
    }
  });
});

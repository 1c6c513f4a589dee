import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, openApi } from "../support/api.ts";
import { leaveCommits } from "../support/consume.ts";
import { testBootstrap, uniqueName } from "../support/rig.ts";
import { type Document, servedJson } from "./served-json.ts";

let api: Api;
let check: ReturnType<typeof servedJson>["check"];
let document: Document & Record<string, unknown>;
const at = "/api/clusters/local";
const topic = uniqueName("e2e-doc");

/** What has been held against the document: `GET 200 /api/…`. */
const held = new Set<string>();

beforeAll(async () => {
  api = await openApi();
  document = (await api.send("/api/openapi.json")).json as typeof document;
  ({ check } = servedJson(document));
});
afterAll(async () => {
  await api.remove(`${at}/topics/${topic}`);
  await api.remove(`${at}/groups/${topic}`);
  await api.close();
});

async function holds(status: number, method: string, path: string, body?: unknown, accept = "application/json") {
  const answer = await api.send(path, { method, headers: { accept }, ...(body === undefined ? {} : { body }) });
  expect(`${method} ${path} ${answer.status}`).toBe(`${method} ${path} ${status}`);
  if (status === 204) expect(answer.text).toBe("");
  const pathname = path.split("?")[0] ?? path;
  if (status !== 204 && answer.type.endsWith("json")) {
    expect(check(method, pathname, status, answer.type, answer.json), path).toEqual([]);
  }
  held.add(`${method} ${pathname.replace(topic, "{topic}")}`);
  return answer;
}

describe("served JSON is as the document says", () => {
  it("when it goes well", async () => {
    const records = [
      { key: "k", value: { format: "json", text: '{"a":9007199254740993}' }, headers: [{ name: "h", value: "v" }] },
      { key: null, value: null, headers: [{ name: "", value: null }] },
      { key: { encoding: "base64", text: "/w==" }, value: { encoding: "base64", text: "" } },
    ];
    await holds(200, "POST", `${at}/topics`, { name: topic, partitions: 1, replicationFactor: 1, dryRun: true });
    await holds(201, "POST", `${at}/topics`, { name: topic, partitions: 1, replicationFactor: 1 });
    await holds(200, "POST", `${at}/topics/${topic}/partitions`, { count: 2 });
    await holds(200, "POST", `${at}/topics/${topic}/messages`, { records });
    await holds(200, "POST", `${at}/topics/${topic}/messages`, { records: [{ value: "x", partition: 0 }], acks: "0" });
    await leaveCommits(testBootstrap(), [topic], topic);
    for (const path of ["/api/health", "/api/openapi.json", "/api/clusters", at, `${at}/overview`, `${at}/quorum`]) {
      await holds(200, "GET", path);
    }
    for (const rest of [
      "brokers",
      "brokers/1",
      "brokers/1/configs",
      "topics?perPage=all&internal=true",
      "groups?perPage=all",
    ]) {
      await holds(200, "GET", `${at}/${rest}`);
    }
    for (const rest of ["", "/configs", "/groups", "/messages?order=oldest", "/partition-for?key=a"]) {
      await holds(200, "GET", `${at}/topics/${topic}${rest}`);
    }
    const { messages } = (await holds(200, "GET", `${at}/topics/${topic}/messages`)).json as {
      messages: { partition: number; offset: string; key: object | null }[];
    };
    for (const { partition, offset } of messages) {
      await holds(200, "GET", `${at}/topics/${topic}/messages/${partition}/${offset}`);
    }
    const keyed = messages.find(({ key }) => key !== null);
    await holds(
      200,
      "GET",
      `${at}/topics/${topic}/messages/${keyed?.partition}/${keyed?.offset}/value`,
      undefined,
      "*/*",
    );
    await holds(
      200,
      "GET",
      `${at}/topics/${topic}/messages/${keyed?.partition}/${keyed?.offset}/key`,
      undefined,
      "*/*",
    );
    await holds(200, "GET", `${at}/groups/${topic}`);
    await holds(200, "PATCH", `${at}/topics/${topic}/configs`, { set: { "retention.ms": "1" }, dryRun: true });
    await holds(200, "POST", `${at}/topics/${topic}/truncate`, { before: "end" });
    await holds(204, "DELETE", `${at}/groups/${topic}`);
    await holds(204, "DELETE", `${at}/topics/${topic}`);
  });

  it("and when it does not", async () => {
    await holds(404, "GET", "/api/clusters/none");
    await holds(400, "GET", `${at}/topics?page=x`);
    await holds(406, "GET", `${at}/topics`, undefined, "text/html");
    await holds(404, "GET", `${at}/brokers/99`);
    await holds(404, "GET", `${at}/topics/none/messages/0/0`);
    await holds(404, "DELETE", `${at}/topics/none`);
    await holds(404, "GET", `${at}/groups/none`);
    await holds(400, "POST", `${at}/topics`, {});
    await holds(409, "POST", `${at}/topics`, { name: "__consumer_offsets" });
    await holds(422, "POST", `${at}/topics`, { name: "e2e-doc-422", replicationFactor: 99, partitions: 1 });
    await holds(404, "POST", `${at}/topics/none/truncate`, { before: "end" });
  });
});

/** The operations of the document that nothing above called: whoever adds one gets it held against its description. */
function uncalled(): [string, string][] {
  const fits = (template: string, path: string) => {
    const segments = path.split("/");
    const parts = template.split("/");
    return parts.length === segments.length && parts.every((part, i) => part === segments[i] || part.startsWith("{"));
  };
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method): [string, string] => [method.toUpperCase(), path]),
  );
  return all.filter(([method, template]) => {
    const called = [...held].map((one) => one.split(" "));
    return !called.some(([verb, path = ""]) => verb === method && fits(template, path));
  });
}

it("every other operation of the document answers in a way the document has", async () => {
  const known: Record<string, string> = {
    cluster: "local",
    topic,
    group: "none",
    broker: "1",
    partition: "0",
    offset: "0",
  };
  for (const [method, template] of uncalled()) {
    // the tail never ends by itself: its events are held elsewhere
    if (template.endsWith("/tail") || !template.startsWith("/api/")) continue;
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? "x");
    const answer = await api.send(path, { method, ...(method === "GET" ? {} : { body: { dryRun: true } }) });
    const documented = document.paths[template]?.[method.toLowerCase()]?.responses ?? {};
    expect(Object.keys(documented), `${method} ${path}`).toContain(String(answer.status));
    expect(answer.status, `${method} ${path} ${answer.text}`).not.toBe(500);
    if (answer.type.endsWith("json") && !answer.type.endsWith("ndjson")) {
      expect(check(method, path, answer.status, answer.type, answer.json), path).toEqual([]);
    }
  }
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { getCluster, listClusters } from "../../lib/api/clusters.ts";
import { startSecured } from "../../rig/secured.mjs";
import { startCluster } from "../../rig/start-cluster.mjs";
import { type Api, ownApi, type WireList } from "../support/api.ts";
import { eventually, type RunningCluster, type SecuredNode } from "../support/rig.ts";

/** One console over clusters that cannot be reached, each for a reason of its own, and one that can. */
let api: Api;
let node: SecuredNode;
let misadvertised: RunningCluster;
const silent = createServer(() => {});
const directory = mkdtempSync(join(tmpdir(), "klar-reasons-"));

beforeAll(async () => {
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const quietPort = (silent.address() as { port: number }).port;
  [node, misadvertised] = await Promise.all([
    startSecured(),
    startCluster({
      nodes: 1,
      configOverrides: { "advertised.listeners": "PLAINTEXT://kafka.nowhere.invalid:9092" },
    }).catch((error: unknown) => Promise.reject(error)),
  ]);
  const { bootstrap, tls } = node;
  const secret = "wrong-secret-of-the-test";
  const sasl = (mechanism: string, password: string) =>
    `sasl: { mechanism: ${mechanism}, username: admin, password: ${password} }`;
  const clusters = [
    `{ name: good, bootstrapServers: ["${bootstrap.saslTls}"], tls: { ca: "file:${tls.ca}" }, ${sasl("scram-sha-256", "admin-secret")} }`,
    `{ name: refused, bootstrapServers: ["127.0.0.1:1"] }`,
    `{ name: unknown-name, bootstrapServers: ["kafka.nowhere.invalid:9092"] }`,
    `{ name: plain-on-tls, bootstrapServers: ["${bootstrap.tls}"] }`,
    `{ name: tls-on-plain, bootstrapServers: ["${bootstrap.internal}"], tls: true }`,
    `{ name: untrusted, bootstrapServers: ["${bootstrap.tls}"], tls: true }`,
    `{ name: wrong-password, bootstrapServers: ["${bootstrap.sasl}"], ${sasl("scram-sha-256", secret)} }`,
    `{ name: wrong-plain, bootstrapServers: ["${bootstrap.sasl}"], ${sasl("plain", secret)} }`,
    `{ name: misadvertised, bootstrapServers: ["${misadvertised.bootstrap}"] }`,
    `{ name: silent, bootstrapServers: ["127.0.0.1:${quietPort}"] }`,
  ];
  const file = join(directory, "klar.yaml");
  writeFileSync(file, `clusters:\n${clusters.map((line) => `  - ${line}`).join("\n")}\n`);
  api = await ownApi({ KLAR_CONFIG: file, KLAR_BOOTSTRAP_SERVERS: "" });
});
afterAll(async () => {
  await api?.close();
  await node?.stop();
  await misadvertised?.stop();
  silent.close();
  rmSync(directory, { recursive: true });
});

type Row = WireList<typeof listClusters>;
const rows = async () =>
  new Map((await api.get<typeof listClusters>("/api/clusters")).items.map((row) => [row.name, row]));
const words = ({ error }: Row) => `${error?.message} ${error?.hint ?? ""}`;

const tellOf = (row: Row | undefined) => (row ? words(row) : "");

it("the list answers at once and each cluster gets its reason", async () => {
  const begun = performance.now();
  await rows();
  process.stdout.write(`the first list of ten clusters took ${Math.round(performance.now() - begun)} ms\n`);
  await eventually("every one has its state", async () => {
    const now = await rows();
    return [...now.values()].every(({ name, status, error }) => (name === "good" ? status === "ok" : error !== null))
      ? now
      : undefined;
  });
  const expected: [string, RegExp][] = [
    ["refused", /refused|nothing listens|not listening/i],
    ["unknown-name", /name|resolve|DNS/i],
    ["plain-on-tls", /TLS/],
    ["tls-on-plain", /TLS/],
    ["untrusted", /certificate|authority|trust/i],
    ["wrong-password", /authenticat|password|credential|sign|log ?in/i],
    ["wrong-plain", /authenticat|password|credential|sign|log ?in/i],
    ["silent", /answer|time/i],
  ];
  // a machine that is very busy may tell of time first
  const all = await eventually("each has its own reason", async () => {
    const now = await rows();
    return expected.every(([name, reason]) => reason.test(tellOf(now.get(name)))) ? now : undefined;
  });
  for (const [name] of expected) {
    expect(all.get(name)).toMatchObject({ status: "unreachable", clusterId: null, topicCount: null });
  }
});

it("brokers that give out an address nobody can reach are told from brokers that are gone", async () => {
  const told = await eventually("the advertised listener is named", async () => {
    const row = (await rows()).get("misadvertised");
    return row && /advertised/i.test(words(row)) ? row : undefined;
  });
  expect(["unreachable", "degraded"]).toContain(told.status);
  expect(words(told)).toContain("kafka.nowhere.invalid");
});

it("no reply carries a secret", async () => {
  const paths = [
    "/api/clusters",
    "/api/clusters/good",
    "/api/clusters/wrong-password",
    "/api/clusters/wrong-plain/topics",
  ];
  for (const path of paths) {
    const { text } = await api.send(path);
    expect(text).not.toMatch(/admin-secret|wrong-secret-of-the-test|BEGIN [A-Z ]*PRIVATE/);
  }
});

it.each(["refused", "unknown-name", "plain-on-tls", "wrong-password"])(
  "%s: what needs the cluster says why not, what does not answers",
  async (name) => {
    const at = `/api/clusters/${name}`;
    expect(await api.get<typeof getCluster>(at)).toMatchObject({ name, status: "unreachable" });
    for (const path of ["topics", "groups", "brokers", "topics/x", "topics/x/messages", "groups/x", "quorum"]) {
      const answer = await api.send(`${at}/${path}`);
      expect({ path, status: answer.status }).toEqual({
        path,
        status: expect.toSatisfy((s) => [401, 403, 502, 503, 504].includes(s)),
      });
    }
  },
);

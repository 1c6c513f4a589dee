import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { listClusters } from "../../lib/api/clusters.ts";
import { changes, type Endpoint } from "../../lib/api/endpoint.ts";
import { contractTable } from "../../lib/api/table.ts";
import type { listTopics } from "../../lib/api/topics.ts";
import { type Api, ownApi } from "../support/api.ts";
import { testBootstrap, uniqueName } from "../support/rig.ts";

let api: Api;
const directory = mkdtempSync(join(tmpdir(), "klar-readonly-"));
const topic = uniqueName("e2e-ro");

beforeAll(async () => {
  const servers = testBootstrap().split(",").join(", ");
  const file = join(directory, "klar.yaml");
  writeFileSync(
    file,
    `clusters:
  - { name: open, bootstrapServers: [${servers}] }
  - { name: frozen, bootstrapServers: [${servers}], readOnly: true, environment: production }
allowedHosts: [klar.lan, "ops.lan:8443"]
publicUrl: https://klar.example.org
`,
  );
  api = await ownApi({ KLAR_CONFIG: file, KLAR_BOOTSTRAP_SERVERS: "" });
  await api.post("/api/clusters/open/topics", { name: topic, partitions: 1, replicationFactor: 1 });
  await api.post(`/api/clusters/open/topics/${topic}/messages`, { records: [{ value: "kept" }] });
});
afterAll(async () => {
  await api.remove(`/api/clusters/open/topics/${topic}`);
  await api.close();
  rmSync(directory, { recursive: true });
});

const pathOf = (contract: Endpoint) =>
  contract.path
    .replace("{cluster}", "frozen")
    .replace("{topic}", topic)
    .replace("{group}", "g")
    .replace("{broker}", "1");

describe("a read-only cluster", () => {
  // a job is of a cluster that could be written to when it began
  const contracts = (Object.values(contractTable) as Endpoint[]).filter(({ path }) => path.includes("{cluster}"));
  const writes = contracts.filter(({ access }) => changes(access));

  it("has every write of the contract table among what is refused", () => {
    const told = (all: Endpoint[]) => all.map(({ method, path }) => `${method} ${path.split("/").slice(4).join("/")}`);
    // a test message goes to a webhook and changes nothing in the cluster
    const all = contracts.filter(
      ({ method, access }) => method !== "GET" && (access === "anyone" || !("alert" in access)),
    );
    expect(told(writes).sort()).toEqual(told(all).sort());
    expect(told(writes)).toEqual(
      expect.arrayContaining([
        "DELETE groups/{group}",
        "DELETE topics/{topic}",
        "PATCH topics/{topic}/configs",
        "POST topics",
        "POST topics/{topic}/messages",
        "POST topics/{topic}/partitions",
        "POST topics/{topic}/truncate",
      ]),
    );
  });

  it.each(writes.map((contract) => [contract.method, contract.path, contract] as const))(
    "refuses %s %s, whatever it carries",
    async (method, _path, contract) => {
      for (const body of [undefined, {}, { dryRun: true }, { dryRun: true, name: "a", count: 9, before: "end" }]) {
        const problem = await api.refused("forbidden", pathOf(contract), { method, ...(body ? { body } : {}) });
        expect(problem.detail).toMatch(/read.?only/i);
      }
    },
  );

  it("is as it was, and still read", async () => {
    const { items } = await api.get<typeof listTopics>(`/api/clusters/frozen/topics?search=${topic}`);
    expect(items).toMatchObject([{ name: topic, partitionCount: 1, offsetSpan: "1" }]);
    for (const rest of ["", "/configs", "/groups", "/messages", "/messages/0/0", "/partition-for?key=a"]) {
      await api.get(`/api/clusters/frozen/topics/${topic}${rest}`);
    }
  });

  it("does not freeze the other one", async () => {
    const { items } = await api.get<typeof listClusters>("/api/clusters");
    expect(items.map(({ name, readOnly, environment }) => ({ name, readOnly, environment }))).toEqual([
      { name: "open", readOnly: false, environment: null },
      { name: "frozen", readOnly: true, environment: "production" },
    ]);
    await api.post(`/api/clusters/open/topics/${topic}/messages`, { records: [{ value: "more" }] });
  });
});

describe("names the console is served under", () => {
  it.each(["klar.lan", "klar.lan:1234", "ops.lan:8443", "klar.example.org", "localhost"])("%s is one", async (host) => {
    expect((await api.send("/api/health", { headers: { host } })).status).toBe(200);
  });
  it.each(["ops.lan", "x.klar.lan", "klar.lan.evil.example"])("%s is none", async (host) => {
    await api.refused("host", "/api/health", { headers: { host } });
  });
  it("behind its public URL, pages of that URL may change something, and http ones of that name not", async () => {
    const create = (origin: string) => ({
      method: "POST",
      headers: { host: "klar.example.org", origin },
      body: { name: `${topic}-x`, dryRun: true },
    });
    const answer = await api.send("/api/clusters/open/topics", create("https://klar.example.org"));
    expect(answer.status).toBe(200);
    await api.refused("forbidden", "/api/clusters/open/topics", create("https://other.example.org"));
  });
});

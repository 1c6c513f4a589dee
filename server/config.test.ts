import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FieldError } from "../lib/api/error.ts";
import { ConfigError, type Environment, loadConfig } from "./config.ts";

const certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const emptyDirectory = mkdtempSync(join(tmpdir(), "klar-config-"));

function written(yaml: string, more: Record<string, string> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), "klar-config-"));
  for (const [name, text] of Object.entries({ "klar.yaml": yaml, ...more })) writeFileSync(join(directory, name), text);
  return directory;
}

function errorsOf(environment: Environment, directory = emptyDirectory): FieldError[] {
  try {
    loadConfig(environment, directory);
  } catch (error) {
    if (error instanceof ConfigError) return error.errors;
    throw error;
  }
  return [];
}

describe("from the environment", () => {
  it("takes one cluster, loopback and 8080 unless said otherwise", () => {
    expect(loadConfig({ KLAR_BOOTSTRAP_SERVERS: "a:9092, [::1]:9093" }, emptyDirectory)).toEqual({
      clusters: [
        {
          name: "local",
          bootstrapServers: ["a:9092", "[::1]:9093"],
          environment: null,
          readOnly: false,
          tls: null,
          sasl: null,
        },
      ],
      allowedHosts: [],
      publicUrl: null,
      host: "127.0.0.1",
      port: 8080,
      allowAnonymous: false,
      history: { enabled: false, path: null, maxBytes: 1_000_000_000 },
      alerts: [],
    });
  });

  it("starts with no cluster when none is named", () => {
    expect(loadConfig({}, emptyDirectory).clusters).toEqual([]);
  });

  it.each([
    [{ KLAR_BOOTSTRAP_SERVERS: "kafka" }, "KLAR_BOOTSTRAP_SERVERS"],
    [{ KLAR_BOOTSTRAP_SERVERS: "kafka:99999" }, "KLAR_BOOTSTRAP_SERVERS"],
    [{ KLAR_BOOTSTRAP_SERVERS: "," }, "KLAR_BOOTSTRAP_SERVERS"],
    [{ KLAR_BOOTSTRAP_SERVERS: "a:1", KLAR_CLUSTER_NAME: "Mein Cluster" }, "KLAR_CLUSTER_NAME"],
    [{ KLAR_BOOTSTRAP_SERVERS: "a:1", KLAR_CONFIG: "b" }, "KLAR_CONFIG"],
    [{ KLAR_CONFIG: "/nowhere/klar.yaml" }, "KLAR_CONFIG"],
    [{ PORT: "http" }, "PORT"],
    [{ KLAR_ALLOW_ANONYMOUS: "yes" }, "KLAR_ALLOW_ANONYMOUS"],
    [{ KLAR_HISTORY: "yes" }, "KLAR_HISTORY"],
    [{ HOST: "0.0.0.0" }, "HOST"],
    [{ HOST: "::" }, "HOST"],
    [{ HOST: "127.evil.example" }, "HOST"],
  ])("refuses %j and names %s", (environment, path) => {
    expect(errorsOf(environment).map((error) => error.path)).toEqual([path]);
  });

  it("listens beyond loopback when that is said", () => {
    const config = loadConfig({ HOST: "0.0.0.0", KLAR_ALLOW_ANONYMOUS: "true" }, emptyDirectory);
    expect(config).toMatchObject({ host: "0.0.0.0", allowAnonymous: true });
  });
});

describe("the example", () => {
  it("is valid as it stands and holds every key", () => {
    const example = readFileSync(join(import.meta.dirname, "../klar.example.yaml"), "utf8");
    const directory = written(example, {
      "ca.pem": certificate,
      "client.pem": certificate,
      "orders.proto": 'syntax = "proto3"; package shop; import "money.proto"; message Order { Money total = 1; }',
      "client.key": "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
    });
    const config = loadConfig(
      {
        ...{ KAFKA_PASSWORD: "s3cret", KAFKA_KEY_PASSPHRASE: "p4ss", REGISTRY_PASSWORD: "reg1stry" },
        ...{ PROMETHEUS_TOKEN: "prom", HOOK_KEY: "h00k", HOOK_TOKEN: "t0ken" },
      },
      directory,
    );
    expect(config.clusters[1]).toMatchObject({
      name: "orders-production",
      bootstrapServers: ["kafka-1.example.org:9093", "kafka-2.example.org:9093"],
      environment: "production",
      readOnly: true,
      tls: {
        ca: certificate.trim(),
        cert: certificate.trim(),
        key: "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----",
        passphrase: "p4ss",
        servername: "kafka.example.org",
        rejectUnauthorized: true,
      },
      sasl: { mechanism: "scram-sha-512", username: "klar", password: "s3cret" },
      schemaRegistry: {
        urls: ["https://registry.example.org:8081"],
        username: "klar",
        password: "reg1stry",
        tls: { ca: certificate.trim(), rejectUnauthorized: true },
        timeoutMs: 3000,
      },
      formats: {
        rules: [
          {
            topics: "payments.*",
            key: { format: "int64" },
            value: { format: "protobuf", schema: "given:0", message: "shop.Order" },
          },
          { topics: "audit", key: null, value: { format: "avro", schema: "version:audit-value/3" } },
        ],
        schemas: [{ type: "PROTOBUF", file: "orders.proto" }],
      },
      prometheus: { url: "https://prometheus.example.org", headers: { Authorization: "Bearer prom" } },
    });
    expect(config.history).toEqual({
      enabled: true,
      path: join(directory, "klar-history.sqlite"),
      maxBytes: 1_000_000_000,
    });
    expect(config.alerts).toEqual([
      {
        ...{ name: "payments behind", cluster: "orders-production", group: "payments-*" },
        ...{ lagMs: 300_000, lag: null, status: null, forMs: 120_000, resolveForMs: 300_000 },
        webhook: { url: "https://hooks.example.org/klar?key=h00k", headers: { Authorization: "Bearer t0ken" } },
      },
    ]);
    expect(config).toMatchObject({ allowedHosts: ["klar.example.org"], publicUrl: "https://klar.example.org" });
  });
});

describe("a file that is not right", () => {
  const cluster = "clusters:\n  - name: a\n    bootstrapServers: [a:1]\n";
  it.each([
    ["clusters: []", "clusters", "must name at least one cluster"],
    ["", "clusters", "must be a list of clusters"],
    ["clusters:\n  - name: a\n    bootstrapServers: [a]", "clusters[0].bootstrapServers[0]", "must be host:port"],
    ["clusters:\n  - name: A B\n    bootstrapServers: [a:1]", "clusters[0].name", "a-z"],
    [`${cluster}  - name: a\n    bootstrapServers: [b:1]\n`, "clusters", "must not use a name twice"],
    [`${cluster}    tls: {ca: /etc/ca.pem}`, "clusters[0].tls.ca", "file:"],
    [`${cluster}    tls: {cert: "${certificate.replaceAll("\n", "\\n")}"}`, "clusters[0].tls", "cert and key together"],
    [`${cluster}    tls: {rejectUnauthorised: false}`, "clusters[0].tls.rejectUnauthorised", "rejectUnauthorized"],
    [
      `${cluster}    sasl: {mechanism: gssapi, username: a, password: b}`,
      "clusters[0].sasl.mechanism",
      "scram-sha-512",
    ],
    [`${cluster}    schemaRegistry: http://a:b@registry`, "clusters[0].schemaRegistry", "without credentials"],
    [`${cluster}    schemaRegistry: {url: http://r, username: a}`, "clusters[0].schemaRegistry", "password together"],
    [`${cluster}    formats: [{topics: a, value: yaml}]`, "clusters[0].formats[0].value", "must be one of json, text"],
    [
      `${cluster}    formats: [{topics: a, value: {format: avro, file: ./no.avsc}}]`,
      "clusters[0].formats[0].value.file",
      "cannot be read",
    ],
    [
      `${cluster}    formats: [{topics: a, value: {format: avro, file: ./klar.yaml}}]`,
      "clusters[0].formats[0].value.file",
      "its schema is no JSON",
    ],
    [`${cluster}    sasl: {mechanism: plain, username: a, password: 1234}`, "clusters[0].sasl.password", "quotes"],
    [
      `${cluster}    sasl: {mechanism: plain, username: a, password: "\${NOT_SET}"}`,
      "clusters[0].sasl.password",
      "NOT_SET",
    ],
    [
      `${cluster}    sasl: {mechanism: plain, username: a, password: "file:gone"}`,
      "clusters[0].sasl.password",
      "ENOENT",
    ],
    [`${cluster}allowedHost: [x]`, "allowedHost", "known: clusters, allowedHosts"],
    [`${cluster}allowedHosts: ["https://x"]`, "allowedHosts[0]", "host name"],
    [
      `${cluster}alerts: [{name: a, group: g, webhook: "http://x"}]`,
      "alerts[0]",
      "exactly one of lagMs, lag and status",
    ],
    [`${cluster}alerts: [{name: a, group: g, lag: 1, for: 5, webhook: "http://x"}]`, "alerts[0].for", "such as 30s"],
    [
      `${cluster}alerts: [{name: a, cluster: b, group: g, lag: 1, webhook: "http://x"}]`,
      "alerts[0].cluster",
      "no cluster here",
    ],
    [`${cluster}    prometheus: ftp://x`, "clusters[0].prometheus", "http or https"],
    [`${cluster}publicUrl: https://x/klar`, "publicUrl", "without a path"],
    ["clusters: [\n", "line 2", "YAML"],
    ["clusters: *nobody", "the file", "YAML"],
  ])("%j is told at %s", (yaml, path, words) => {
    const errors = errorsOf({}, written(yaml));
    expect(errors.map((error) => error.path)).toEqual([path]);
    expect(errors[0]?.message).toContain(words);
  });

  it("tells a misspelt key, what is known, and what is missing for it", () => {
    const errors = errorsOf({}, written("clusters:\n  - name: a\n    bootstrapServer: [a:1]"));
    expect(errors).toContainEqual({
      path: "clusters[0].bootstrapServer",
      message:
        "is not known here; known: name, bootstrapServers, environment, readOnly, tls, sasl, schemaRegistry, formats, prometheus",
    });
    expect(errors.map(({ path }) => path)).toContain("clusters[0].bootstrapServers");
  });

  it("tells everything at once and no secret", () => {
    const yaml = `${cluster}    sasl: {mechanism: none, username: a, password: [hunter2]}\nnonsense: hunter2\n`;
    const errors = errorsOf({}, written(yaml));
    expect(errors.map(({ path }) => path).sort()).toEqual([
      "clusters[0].sasl.mechanism",
      "clusters[0].sasl.password",
      "nonsense",
    ]);
    expect(JSON.stringify(errors)).not.toContain("hunter2");
  });

  it("keeps $${ as it is", () => {
    const yaml = `${cluster}    sasl: {mechanism: plain, username: a, password: "$\${X}"}`;
    expect(loadConfig({}, written(yaml)).clusters[0]?.sasl?.password).toBe(["$", "{X}"].join(""));
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pem, type SecuredNode } from "../../../e2e/support/rig.ts";
import { startSecured } from "../../../rig/secured.mjs";
import { KafkaError } from "../error.ts";
import { batchOf, newTopic, openWire } from "./rig.fixtures.ts";
import type { SaslMechanism, SaslSettings, TlsSettings } from "./settings.ts";

let node: SecuredNode;
let tls: TlsSettings;
beforeAll(async () => {
  node = await startSecured();
  tls = { ca: pem(node.tls.ca) };
});
afterAll(() => node.stop());

function sasl(mechanism: SaslMechanism, username: keyof SecuredNode["users"], password?: string): SaslSettings {
  return { mechanism, username, password: password ?? node.users[username].password };
}

type Access = { tls?: TlsSettings; sasl?: SaslSettings };

/** connects, and asks the broker itself: by its advertised address, not only the bootstrap one */
async function clusterIdBy(bootstrap: string, access: Access = {}): Promise<string | null> {
  const wire = openWire({ bootstrap, ...access });
  try {
    const { clusterId, brokers } = await wire.metadata({ timeoutMs: 10_000 });
    await wire.apiRange(brokers[0]?.id ?? -1, 3);
    return clusterId;
  } finally {
    await wire.close();
  }
}

async function failureBy(bootstrap: string, access: Access = {}): Promise<KafkaError> {
  const failure = await clusterIdBy(bootstrap, access).catch((error: unknown) => error);
  if (failure instanceof KafkaError) return failure;
  throw new Error(`expected a KafkaError, got ${failure}`);
}

describe("comes in", () => {
  it("by plaintext", async () => expect(await clusterIdBy(node.bootstrap.internal)).toBe(node.clusterId));
  it("by TLS", async () => expect(await clusterIdBy(node.bootstrap.tls, { tls })).toBe(node.clusterId));
  it("by TLS under another name than the certificate's, when told the name", async () => {
    const byAddress = node.bootstrap.tls.replace("localhost", "127.0.0.1");
    expect(await clusterIdBy(byAddress, { tls: { ...tls, servername: "localhost" } })).toBe(node.clusterId);
  });
  it("by mutual TLS", async () => {
    const client = { cert: pem(node.tls.client.cert), key: pem(node.tls.client.key) };
    expect(await clusterIdBy(node.bootstrap.mtls, { tls: { ...tls, ...client } })).toBe(node.clusterId);
  });
  it.each([
    ["plain", "bob"],
    ["scram-sha-256", "admin"],
    ["scram-sha-512", "alice"],
  ] as const)("by %s, with and without TLS", async (mechanism, user) => {
    const access = { sasl: sasl(mechanism, user) };
    expect(await clusterIdBy(node.bootstrap.sasl, access)).toBe(node.clusterId);
    expect(await clusterIdBy(node.bootstrap.saslTls, { ...access, tls })).toBe(node.clusterId);
  });
});

it("writes and reads megabytes through TLS and SASL", async () => {
  const wire = openWire({ bootstrap: node.bootstrap.saslTls, tls, sasl: sasl("scram-sha-256", "admin") });
  try {
    const topic = await newTopic(wire, 1, { "max.message.bytes": "8000000" });
    const batch = batchOf("x".repeat(3_000_000), "y".repeat(3_000_000));
    expect(await wire.produce([{ topic, partition: 0, batch }], { acks: -1 })).toMatchObject([{ ok: true }]);
    const { topicId, partitions } = await wire.topic(topic);
    const session = wire.openFetch();
    const asks = [{ topic, topicId, partition: 0, offset: 0n, maxBytes: 1 }];
    const limits = { maxBytes: 1, maxWaitMs: 1_000, minBytes: 1, isolation: "read_committed" } as const;
    const [answer] = await session.fetch(partitions[0]?.leader ?? -1, asks, limits);
    // the broker sets offset and leader epoch, in the first 16 bytes; the rest is what was sent
    expect(answer?.ok && answer.value.batches.subarray(16).equals(batch.subarray(16))).toBe(true);
  } finally {
    await wire.close();
  }
});

describe("stays out, and says why", () => {
  it.each([
    ["plain", "bob"],
    ["scram-sha-256", "admin"],
    ["scram-sha-512", "alice"],
  ] as const)("a wrong password by %s, which is nowhere in the error", async (mechanism, user) => {
    const failure = await failureBy(node.bootstrap.sasl, { sasl: sasl(mechanism, user, "hunter2-wrong") });
    expect(failure).toMatchObject({ code: "unreachable", kafkaCode: -105, hint: expect.stringContaining("password") });
    expect(failure.message).toContain("did not accept the credentials");
    const everything = [
      failure.message,
      failure.hint,
      failure.stack,
      JSON.stringify(failure),
      String(failure.cause),
    ].join();
    expect(everything).not.toContain("hunter2");
  });
  it("SASL where there is none", async () => {
    expect(await failureBy(node.bootstrap.internal, { sasl: sasl("plain", "bob") })).toMatchObject({
      kafkaCode: -105,
      message: expect.stringContaining("does not use SASL"),
    });
  });
  it("nobody where SASL is expected", async () => {
    expect(await failureBy(node.bootstrap.sasl)).toMatchObject({
      kafkaCode: -105,
      hint: expect.stringContaining("add sasl"),
    });
  });
  it("a mechanism that is not offered", async () => {
    const failure = await failureBy(node.bootstrap.oauth, { sasl: sasl("plain", "bob") });
    expect(failure).toMatchObject({ kafkaCode: -105, hint: expect.stringContaining("OAUTHBEARER") });
  });
  it("plaintext where TLS is expected", async () => {
    const failure = await failureBy(node.bootstrap.tls);
    expect(failure).toMatchObject({ kafkaCode: -104, hint: expect.stringContaining("tls") });
  });
  it("TLS where plaintext is expected", async () => {
    const failure = await failureBy(node.bootstrap.internal, { tls });
    expect(failure).toMatchObject({ kafkaCode: -104, hint: expect.stringContaining("plaintext") });
  });
  it("a broker whose authority is not known", async () => {
    const failure = await failureBy(node.bootstrap.tls, { tls: {} });
    expect(failure).toMatchObject({ kafkaCode: -104, hint: expect.stringContaining("tls.ca") });
  });
  it("a broker under a name its certificate does not have", async () => {
    const failure = await failureBy(node.bootstrap.tls, { tls: { ...tls, servername: "elsewhere.example" } });
    expect(failure).toMatchObject({ kafkaCode: -104, hint: expect.stringContaining("tls.servername") });
  });
  it("a client without a certificate, and one whose certificate nobody vouches for", async () => {
    const stranger = { cert: pem(node.tls.stranger.cert), key: pem(node.tls.stranger.key) };
    for (const client of [{}, stranger]) {
      const failure = await failureBy(node.bootstrap.mtls, { tls: { ...tls, ...client } });
      expect(failure).toMatchObject({ kafkaCode: -104, hint: expect.stringContaining("tls.cert") });
    }
  });
  it("settings that are no PEM", async () => {
    expect(
      await failureBy(node.bootstrap.mtls, { tls: { ...tls, cert: "not a certificate", key: "nor a key" } }),
    ).toMatchObject({
      kafkaCode: -104,
    });
  });
});

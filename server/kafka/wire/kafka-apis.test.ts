import { readdirSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import type { ApiCall } from "../protocol/api-call.ts";
import { openWire } from "./rig.fixtures.ts";
import { saslAuthenticate, saslHandshake } from "./sasl.ts";

const wire = openWire();
afterAll(() => wire.close());

type AnyCall = ApiCall<never[], unknown>;
const protocol = new URL("../protocol/", import.meta.url);

function isCall(value: unknown): value is AnyCall {
  return typeof value === "object" && value !== null && "key" in value && "versions" in value && "name" in value;
}

/** Every message the code can send, from the code itself: variants of one API are one row. */
async function allCalls(): Promise<Map<number, { name: string; versions: number[] }>> {
  const calls = new Map<number, { name: string; versions: number[] }>();
  const files = readdirSync(protocol).filter((file) => /^\d+-[\w-]+\.ts$/.test(file) && !file.endsWith(".test.ts"));
  const modules = await Promise.all(files.map((file) => import(new URL(file, protocol).href) as Promise<object>));
  for (const call of [...modules.flatMap((module) => Object.values(module)), saslHandshake, saslAuthenticate].filter(
    isCall,
  )) {
    const known = calls.get(call.key)?.versions ?? [];
    const versions = [...new Set([...known, ...Object.keys(call.versions).map(Number)])].sort((a, b) => a - b);
    calls.set(call.key, { name: call.name, versions });
  }
  return calls;
}

function rangeText(versions: readonly number[]): string {
  const [first] = versions;
  const last = versions.at(-1);
  return first === last ? `${first}` : `${first}–${last}`;
}

async function table(): Promise<string> {
  const calls = [...(await allCalls())].sort(([a], [b]) => a - b);
  const rows = await Promise.all(
    calls.map(async ([key, { name, versions }]) => {
      const broker = await wire.apiRange("any", key);
      // Brokers leave SASL out of their ranges where the listener has none.
      const used = broker ? Math.max(...versions.filter((v) => v >= broker.min && v <= broker.max)) : versions.at(-1);
      const theirs = broker ? rangeText([broker.min, broker.max]) : "secured listener";
      return `| ${key} | ${name} | ${rangeText(versions)} | ${theirs} | ${used} |`;
    }),
  );
  return `# Kafka APIs Klar speaks

Made by \`server/kafka/wire/kafka-apis.test.ts\` from the code's own tables and a running broker; \`vitest run kafka-apis -u\`
writes it anew. With every broker the highest version both sides know is used, per connection. Tested against Apache Kafka
4.3.1 (three KRaft brokers; a secured node with TLS, mTLS, SASL PLAIN and SCRAM). Brokers from 2.4 on share a version of each
API they have; what they lack is answered with \`UNSUPPORTED_BY_BROKER\` and shown as missing. Older brokers are not tested.

| key | API | Klar speaks | Kafka 4.3.1 | used there |
|---|---|---|---|---|
${rows.join("\n")}
`;
}

it("docs/kafka-apis.md is what the code speaks", async () => {
  await expect(await table()).toMatchFileSnapshot("../../../docs/kafka-apis.md");
});

it("a broker of today knows a version of each", async () => {
  for (const [key, { name, versions }] of await allCalls()) {
    const range = await wire.apiRange("any", key);
    if (range)
      expect(
        versions.some((v) => v >= range.min && v <= range.max),
        name,
      ).toBe(true);
  }
});

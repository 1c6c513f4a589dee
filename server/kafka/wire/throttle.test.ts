import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Reader, Writer } from "@platformatic/kafka";
import { describe, expect, it } from "vitest";
import { libraryDirectory } from "../../../rig/jars.mjs";
import { includes, readSchemas } from "../protocol/schemas.fixtures.ts";
import { throttleMsOf } from "./throttle.ts";

const directory = libraryDirectory("broker");
const jar = readdirSync(directory).find((file) => /^kafka-clients-[\d.]+\.jar$/.test(file));
if (!jar) throw new Error(`no kafka-clients jar in ${directory}: npm run rig -- up fetches it`);
const schemas = [...readSchemas(join(directory, jar)).values()];
/** the APIs Klar sends that say it first */
const keys = [1, 2, 3, 9, 10, 15, 16, 19, 20, 21, 22, 32, 35, 37, 42, 44, 60, 69, 75, 77, 89, 90];

describe("the pause a broker asks for", () => {
  it.each(keys)("stands first in the answer of API %i in the versions Kafka's schema says", (key) => {
    const answer = schemas.find((schema) => schema.apiKey === key && schema.name.endsWith("Response"));
    const [first] = answer?.fields ?? [];
    expect(first?.name).toBe("ThrottleTimeMs");
    const body = Writer.create().appendInt32(1234).buffer;
    for (let version = 0; version <= 20; version++) {
      if (!includes(answer?.validVersions, version)) continue;
      const expected = includes(first?.versions, version) ? 1234 : 0;
      expect(throttleMsOf(key, version, Reader.from(body), {}), `version ${version}`).toBe(expected);
    }
  });

  it("is what Produce says at its end, and nothing where an API has none", () => {
    const body = Reader.from(Buffer.alloc(8, 1));
    expect(throttleMsOf(0, 12, body, { partitions: [], throttleTimeMs: 70 })).toBe(70);
    expect(throttleMsOf(55, 2, body, { errorCode: 0 })).toBe(0);
  });
});

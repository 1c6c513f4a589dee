import { describe, expect, it } from "vitest";
import { kafkaErrorCodes, staleCoordinatorCodes, staleLeaderCodes } from "./error-codes.ts";

const codes = Object.keys(kafkaErrorCodes).map(Number);

describe("Kafka's error codes", () => {
  it("are all there, from -1 to 133, and the eight of transport", () => {
    for (let code = -1; code <= 133; code++) expect(kafkaErrorCodes[code]?.name, String(code)).toMatch(/^[A-Z_]+$/);
    expect(codes.filter((code) => code < -1).sort((a, b) => b - a)).toEqual([
      -101, -102, -103, -104, -105, -106, -107, -108,
    ]);
  });

  it("have names of their own and sentences for a person", () => {
    expect(new Set(codes.map((code) => kafkaErrorCodes[code]?.name)).size).toBe(codes.length);
    for (const code of codes) {
      const { message = "", hint } = kafkaErrorCodes[code] ?? {};
      expect(message, String(code)).toMatch(/^[A-Za-z].*\.$/);
      if (hint !== undefined) expect(hint, String(code)).toMatch(/[.?]$/);
    }
  });

  it.each([
    [29, "forbidden"],
    [30, "forbidden"],
    [31, "forbidden"],
    [3, "no-such-topic"],
    [69, "no-such-group"],
    [36, "exists"],
    [68, "group-active"],
    [37, "refused-by-kafka"],
    [38, "refused-by-kafka"],
    [40, "refused-by-kafka"],
    [42, "refused-by-kafka"],
    [44, "refused-by-kafka"],
    [15, "unreachable"],
    [19, "unreachable"],
    [20, "unreachable"],
    [7, "deadline"],
    [-1, "kafka"],
  ])("%i is %s to the API", (code, api) => expect(kafkaErrorCodes[code]?.api).toBe(api));

  it("that mean an outdated route may all be tried again", () => {
    for (const code of [...staleLeaderCodes, ...staleCoordinatorCodes]) {
      expect(kafkaErrorCodes[code]?.retriable, String(code)).toBe(true);
    }
  });
});

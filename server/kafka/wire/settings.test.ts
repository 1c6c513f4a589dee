import { describe, expect, it } from "vitest";
import { addressText, parseAddress } from "./settings.ts";

describe("addresses", () => {
  it.each([
    ["kafka-1.example:9092", "kafka-1.example", 9092],
    [" 10.0.0.7:19092 ", "10.0.0.7", 19092],
    ["[::1]:9092", "::1", 9092],
    ["[fe80::1%eth0]:9092", "fe80::1%eth0", 9092],
  ])("%j is a host and a port", (text, host, port) => {
    expect(parseAddress(text)).toEqual({ host, port });
    expect(addressText({ host, port })).toBe(text.trim());
  });

  it.each([
    "kafka",
    "kafka:",
    ":9092",
    "kafka:0",
    "kafka:65536",
    "::1:9092",
    "http://kafka:9092",
    "a b:1",
    "kafka:9092/x",
  ])("%j is none", (text) => expect(parseAddress(text)).toBeNull());
});

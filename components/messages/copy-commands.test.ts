import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { Message } from "../../lib/api/messages.ts";
import { celRecord, consoleRead, curlRead, curlRecord, hexText, kcatRead, messageJson } from "./copy-commands.ts";

const where = {
  servers: ["kafka-1:9092", "kafka-2:9092"],
  cluster: "prod",
  topic: "it's $(reboot)",
  origin: "http://localhost:8080",
};
const message: Message = {
  partition: 3,
  offset: 9007199254740993n,
  timestamp: 1,
  timestampType: "create",
  key: null,
  value: {
    format: "json",
    text: '{"n":9007199254740993}',
    encoding: "utf8",
    truncated: false,
    size: 22,
    schema: null,
    refused: [],
  },
  headers: [],
  keySize: 0,
  valueSize: 22,
  compression: "none",
  producerId: -1n,
  transaction: null,
  leaderEpoch: 0,
  batch: { baseOffset: 0n, recordCount: 1, sizeBytes: 90, producerEpoch: -1, baseSequence: -1 },
};

/** The words a shell hands to the program. */
function wordsOf(command: string): string[] {
  const [program] = command.split(" ");
  const script = `${program}() { printf '%s\\0' "$@"; }\n${command}`;
  return execFileSync("bash", ["-c", script]).toString().split("\0").slice(0, -1);
}

test("a shell hands names and offsets on unchanged", () => {
  expect(wordsOf(kcatRead(where, message))).toEqual(
    ["-b", "kafka-1:9092,kafka-2:9092", "-C", "-t", "it's $(reboot)"].concat([
      "-p",
      "3",
      "-o",
      "9007199254740993",
      "-c",
      "1",
      "-e",
      "-D",
      "",
    ]),
  );
  expect(wordsOf(consoleRead(where, message).replace("kafka-console-consumer.sh", "consumer"))).toContain(
    "it's $(reboot)",
  );
  const curl = wordsOf(curlRead(where, message));
  expect(curl.at(-1)).toBe(
    "http://localhost:8080/api/clusters/prod/topics/it's%20%24(reboot)/messages/3/9007199254740993/value",
  );
});

test("one record is named exactly, by its place and byte by byte", () => {
  expect(wordsOf(curlRecord(where, message)).at(-1)).toBe(
    "http://localhost:8080/api/clusters/prod/topics/it's%20%24(reboot)/messages/3/9007199254740993",
  );
  expect(celRecord(message)).toBe("partition == 3 && offset == 9007199254740993");
  expect(hexText(new Uint8Array([0, 171, 255]))).toBe("00abff");
});

test("JSON keeps every figure of an offset and the value as written", () => {
  const json = JSON.parse(messageJson(message)) as { offset: string; value: { text: string } };
  expect(json.offset).toBe("9007199254740993");
  expect(json.value.text).toBe('{"n":9007199254740993}');
});

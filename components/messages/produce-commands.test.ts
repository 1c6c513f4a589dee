import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { consoleProduce, curlProduce, kcatProduce } from "./produce-commands.ts";
import { bodyOf, emptyDraft, type ProduceDraft } from "./produce-draft.ts";

const folder = mkdtempSync(join(tmpdir(), "commands-"));
afterAll(() => rmSync(folder, { recursive: true }));
const target = { servers: ["kafka-1:9092"], topic: "it's $(reboot)" };
const hostile = 'it\'s $(reboot) `id` "x" \\ !\n#';

/** Runs the text in a shell where `program` writes its words and what it reads; gives both back. */
function run(text: string, program: string): { words: string[]; input: string } {
  const name = program.replaceAll(/\W/g, "_");
  const stub = `${name}() { printf '%s\\0' "$@" > words; cat "\${!#}" > input 2>/dev/null || cat > input; }\n`;
  execFileSync("bash", ["-c", stub + text.replaceAll(program, name)], { cwd: folder, input: "" });
  return {
    words: readFileSync(join(folder, "words"), "utf8").split("\0").slice(0, -1),
    input: readFileSync(join(folder, "input"), "utf8"),
  };
}

const draft: ProduceDraft = {
  ...emptyDraft,
  key: { kind: "text", text: hostile },
  value: { kind: "text", text: hostile },
  headers: [
    { id: 0, name: "x", kind: "text", text: hostile },
    { id: 1, name: "x", kind: "null", text: "" },
  ],
  compression: "zstd",
};

test("kcat is given key, headers and value exactly, whatever they hold", () => {
  const { words, input } = run(kcatProduce(draft, target), "kcat");
  expect(words).toEqual(expect.arrayContaining(["it's $(reboot)", "-k", hostile, `x=${hostile}`, "zstd", "acks=all"]));
  expect(input).toBe(hostile);
});

test("bytes and tombstones", () => {
  const bytes = run(kcatProduce({ ...draft, value: { kind: "base64", text: "aGk=" } }, target), "kcat");
  expect(bytes.input).toBe("hi");
  const tomb = kcatProduce({ ...draft, value: { kind: "null", text: "" } }, target);
  expect(run(tomb, "kcat").words).toContain("-Z");
});

test("the console producer gets one line, and what it cannot say is said", () => {
  const plain: ProduceDraft = {
    ...draft,
    key: { kind: "text", text: "k" },
    value: { kind: "text", text: "it's $x" },
    headers: [],
  };
  const { words, input } = run(consoleProduce(plain, target), "kafka-console-producer.sh");
  expect(input).toBe("k\tit's $x\n");
  expect(words).toEqual(expect.arrayContaining(["--property", "parse.key=true", "it's $(reboot)"]));
  expect(consoleProduce({ ...draft, partition: 3 }, target)).toMatch(/^# .*line breaks/m);
  expect(consoleProduce({ ...draft, partition: 3 }, target)).toMatch(/^# .*cannot choose a partition/m);
});

test("what only the console can encode: kcat gets the bytes, the console producer says no, curl sends it as it is", () => {
  const avro: ProduceDraft = { ...draft, headers: [], value: { kind: "avro", text: '{"it\'s":1}' } };
  const bytes = kcatProduce(avro, target, { key: null, value: { base64: "AAAAAAFoaQ==" } });
  expect(bytes).toMatch(/^# these bytes are the value as Avro$/m);
  expect(run(bytes, "kcat").input).toBe("\0\0\0\0\u0001hi");
  const unknown = kcatProduce(avro, target);
  expect(unknown).toMatch(/^# value\.bin holds the value as Avro: kcat itself does not encode it$/m);
  expect(unknown).not.toContain("printf");
  expect(consoleProduce(avro, target)).toBe("# kafka-console-producer.sh writes text only, not Avro: use curl");
  const body = bodyOf(avro, 0, "utc");
  const place = { origin: "http://localhost:8080", cluster: "local", topic: "orders" };
  const { words } = run(curlProduce(body, place), "curl");
  expect(words).toContain("http://localhost:8080/api/clusters/local/topics/orders/messages");
  expect(JSON.parse(words.at(-1) ?? "")).toEqual(body);
  expect(curlProduce(bodyOf({ ...avro, value: { kind: "json", text: "" } }, 0, "utc"), place)).toMatch(/^# first: /);
});

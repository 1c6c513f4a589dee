import { afterAll, beforeAll, expect, it } from "vitest";
import type { getMessage, listMessages } from "../../lib/api/messages.ts";
import type { produceMessages } from "../../lib/api/produce.ts";
import { type Api, openApi } from "../support/api.ts";
import { uniqueName } from "../support/rig.ts";

const topic = uniqueName("e2e-hostile");
const at = `/api/clusters/local/topics/${topic}`;
const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
const big = Buffer.alloc(10 * 1024 * 1024, "0123456789abcdef<script>");

/** name → the bytes of a value */
const values: Record<string, Buffer> = {
  script: Buffer.from("<script>alert(document.cookie)</script><img src=x onerror=alert(1)>"),
  "close the script": Buffer.from('</script><!--"]]>\u2028\u2029'),
  numbers: Buffer.from(
    '{"a":9223372036854775807,"b":-9223372036854775808,"c":18446744073709551616,"d":1e400,"e":0.1000}',
  ),
  "repeated names": Buffer.from('{"a":1,"a":2,"__proto__":{"x":1},"constructor":null}'),
  "deep json": Buffer.from(deep),
  "white space": Buffer.from(' \t{ "a" :\r\n1 } \n'),
  "half an escape": Buffer.from('"\\ud83d"'),
  "no utf-8": Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
  overlong: Buffer.from([0xc0, 0x80]),
  surrogate: Buffer.from([0xed, 0xa0, 0x80]),
  "byte order mark": Buffer.from("\ufeff{}"),
  nul: Buffer.from("a\0b"),
  controls: Buffer.from("\u001b[31mred\u0007\u0008\r\n\u202egnp.exe"),
  emoji: Buffer.from("👩‍👩‍👧‍👦 é e\u0301 ﷽"),
  "event stream": Buffer.from("\n\nevent: done\ndata: {}\n\n"),
  empty: Buffer.alloc(0),
  "ten megabytes": big,
};
const names = Object.keys(values);

let api: Api;
beforeAll(async () => {
  api = await openApi();
  await api.post("/api/clusters/local/topics", {
    name: topic,
    partitions: 1,
    replicationFactor: 1,
    configs: { "max.message.bytes": "20000000" },
  });
  for (const [name, bytes] of Object.entries(values)) {
    const value = { encoding: "base64", text: bytes.toString("base64") };
    const { results } = await api.post<typeof produceMessages>(`${at}/messages`, {
      records: [
        {
          key: `<b>${name}</b>`,
          value,
          headers: [{ name: `<i>${name}\n`, value: bytes.length > 100_000 ? null : value }],
        },
      ],
    });
    expect(results[0]?.error).toBeNull();
  }
});
afterAll(async () => {
  await api.remove(at);
  await api.close();
});

const isText = (bytes: Buffer) => Buffer.from(bytes.toString("utf8")).equals(bytes);

it.each(names.map((name, offset) => [name, offset] as const))("%s is read exactly", async (name, offset) => {
  const bytes = values[name] ?? Buffer.alloc(0);
  const { value, key, headers, valueSize } = await api.get<typeof getMessage>(`${at}/messages/0/${offset}`);
  // text that is mostly control characters may come as bytes; bytes that are no text never come as text
  if (!isText(bytes)) expect(value?.encoding).toBe("base64");
  expect(Buffer.from(value?.text ?? "", value?.encoding === "base64" ? "base64" : "utf8").equals(bytes)).toBe(true);
  expect({ size: value?.size, valueSize, truncated: value?.truncated }).toEqual({
    size: bytes.length,
    valueSize: bytes.length,
    truncated: false,
  });
  expect(key?.text).toBe(`<b>${name}</b>`);
  expect(headers[0]?.name).toBe(`<i>${name}\n`);
  const raw = await api.send(`${at}/messages/0/${offset}/value`);
  expect(raw.bytes.equals(bytes)).toBe(true);
  expect(raw.headers).toMatchObject({ "x-content-type-options": "nosniff" });
  expect(raw.headers["content-disposition"]).toMatch(/^attachment/);
  expect(raw.type).not.toMatch(/html|xml|svg|script/);
});

it("the list shows all of them, cut where they are long, and says so", async () => {
  const { messages } = await api.get<typeof listMessages>(`${at}/messages?order=oldest&limit=100`);
  expect(messages.map(({ key }) => key?.text)).toEqual(names.map((name) => `<b>${name}</b>`));
  const last = messages.at(-1);
  expect(last?.value).toMatchObject({ truncated: true, size: big.length });
  expect(last?.value?.text.length).toBeLessThanOrEqual(65_536);
  expect(big.toString("utf8").startsWith(last?.value?.text ?? "x")).toBe(true);
  const none = await api.get<typeof listMessages>(`${at}/messages?order=oldest&limit=100&maxValueBytes=0`);
  expect(none.messages.every(({ value }) => value?.text === "")).toBe(true);
});

it("text that looks like an event does not break the stream of events", async () => {
  for (const accept of ["text/event-stream", "application/x-ndjson"]) {
    const answer = await api.send(`${at}/messages?order=oldest&limit=100`, { headers: { accept } });
    type Event = { event: string; data: { items?: object[] } };
    const field = (frame: string, name: string) =>
      frame
        .split("\n")
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    const events = accept.endsWith("ndjson")
      ? answer.text
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line) as Event)
      : answer.text
          .split("\n\n")
          .filter((frame) => field(frame, "event"))
          .map((frame) => ({ event: field(frame, "event"), data: JSON.parse(field(frame, "data") ?? "") }) as Event);
    expect(events.filter(({ event }) => event === "done")).toHaveLength(1);
    expect(events.at(-1)?.event).toBe("done");
    expect(events.flatMap(({ event, data }) => (event === "messages" ? (data.items ?? []) : []))).toHaveLength(
      names.length,
    );
  }
});

it("what is in them is found by text, also in ten megabytes", async () => {
  const { messages } = await api.get<typeof listMessages>(
    `${at}/messages?order=oldest&in=value&contains=${encodeURIComponent("<script>")}`,
  );
  expect(messages.map(({ offset }) => Number(offset))).toEqual([
    names.indexOf("script"),
    names.indexOf("ten megabytes"),
  ]);
});

it("a file name made of a hostile topic's record cannot break out of its header", async () => {
  const { headers } = await api.send(`${at}/messages/0/0/key`);
  expect(String(headers["content-disposition"])).not.toMatch(/[\r\n<>]/);
});

import { afterAll, beforeAll, expect, it } from "vitest";
import type { listMessages } from "../../lib/api/messages.ts";
import { type Api, openApi } from "../support/api.ts";
import { openStream } from "../support/event-stream.ts";
import { eventually, uniqueName } from "../support/rig.ts";

type Items = { items: { partition: number; offset: string; value: { text: string } }[] };

let api: Api;
const stem = uniqueName("e2e-resume");
const topics = [1, 2, 3, 4].map((n) => `${stem}-${n}`);
const of = (topic: string) => `/api/clusters/local/topics/${topic}`;

beforeAll(async () => {
  api = await openApi();
});
afterAll(async () => {
  for (const topic of topics) await api.remove(of(topic));
  await api.close();
});

async function make(topic: string) {
  await api.post("/api/clusters/local/topics", { name: topic, partitions: 2, replicationFactor: 1 });
}
/** Writes `count` records, alternating between the partitions; their values are `word-0`, `word-1`, … */
async function write(topic: string, word: string, count: number) {
  const records = Array.from({ length: count }, (_, n) => ({ partition: n % 2, value: `${word}-${n}` }));
  await api.post(`${of(topic)}/messages`, { records });
}
const tailOf = (topic: string, lastId?: string | null) =>
  openStream(`${api.url}${of(topic)}/tail${lastId ? "" : "?from=offset:0"}`, lastId ? { "last-event-id": lastId } : {});
type Tail = Awaited<ReturnType<typeof tailOf>>;
const shown = (tail: Tail) => tail.data<Items>("messages").flatMap(({ items }) => items);
const values = (tail: Tail) => shown(tail).map(({ value }) => value.text);
const said = (tail: Tail) => JSON.stringify([...tail.data("problem"), ...tail.data("status"), ...tail.data("done")]);

/** Reads a topic's six records live, leaves, and gives the last id. */
async function readAndLeave(topic: string): Promise<string> {
  const tail = await tailOf(topic);
  await eventually("six records", () => (shown(tail).length >= 6 ? true : undefined));
  await eventually("an id after them", () => (tail.events.at(-1)?.event === "status" ? true : undefined));
  const id = tail.lastId();
  tail.close();
  if (id === null) throw new Error("no event had an id");
  return id;
}

it("a tail that comes back by its last id has no gap and no duplicate", async () => {
  const topic = `${stem}-1`;
  await make(topic);
  await write(topic, "before", 6);
  const id = await readAndLeave(topic);
  await write(topic, "away", 4);
  const again = await tailOf(topic, id);
  await eventually("what was missed", () => (shown(again).length >= 4 ? true : undefined));
  await write(topic, "live", 2);
  await eventually("what is new", () => (shown(again).length >= 6 ? true : undefined));
  expect(values(again).sort()).toEqual(["away-0", "away-1", "away-2", "away-3", "live-0", "live-1"]);
  again.close();
});

it("an id or a cursor that is none, or of another topic, is a bad request or said", async () => {
  const topic = `${stem}-1`;
  for (const odd of ["x", "AAAA", "%", "a".repeat(2000)]) {
    const answer = await api.send(`${of(topic)}/tail`, {
      headers: { accept: "text/event-stream", "last-event-id": odd },
    });
    expect(`${odd.slice(0, 9)} ${answer.status} ${answer.type}`).toMatch(/ 400 application\/problem\+json$/);
    await api.refused("invalid-request", `${of(topic)}/messages?cursor=${encodeURIComponent(odd)}`);
  }
});

it("after the topic was deleted and made again, the tail reads the new one and says so; a cursor is refused", async () => {
  const topic = `${stem}-2`;
  await make(topic);
  await write(topic, "old", 6);
  const id = await readAndLeave(topic);
  const page = await api.get<typeof listMessages>(`${of(topic)}/messages?order=oldest&limit=2`);
  const cursor = page.scan.cursor.next ?? "";
  expect(cursor).not.toBe("");
  await api.remove(of(topic));
  await make(topic);
  await write(topic, "new", 10);

  const again = await tailOf(topic, id);
  await eventually("it is said", () =>
    /recreated|created again|another topic|new topic|deleted/i.test(said(again)) ? true : undefined,
  );
  again.close();
  // never records of the new topic as if they were the next of the old one, without a word
  const answer = await api.send(`${of(topic)}/messages?cursor=${encodeURIComponent(cursor)}`);
  expect(answer.status).toBeLessThan(500);
  expect(answer.text).toMatch(/recreated|created again|another topic|deleted/i);
});

it("past a truncation, the tail and a cursor go on at the first record there is, and say so", async () => {
  const topic = `${stem}-3`;
  await make(topic);
  await write(topic, "kept", 6);
  const id = await readAndLeave(topic);
  const page = await api.get<typeof listMessages>(`${of(topic)}/messages?order=oldest&limit=2`);
  const cursor = page.scan.cursor.next ?? "";
  await write(topic, "lost", 4);
  await api.post(`${of(topic)}/truncate`, { before: "end" });
  await write(topic, "after", 2);

  const again = await tailOf(topic, id);
  await eventually("what is left", () => (shown(again).length >= 2 ? true : undefined));
  await eventually("it is said", () =>
    /truncat|deleted|retention|no longer|gone|skipped":"[1-9]/i.test(said(again)) ? true : undefined,
  );
  expect(values(again).sort()).toEqual(["after-0", "after-1"]);
  again.close();

  const next = await api.get<typeof listMessages>(`${of(topic)}/messages?cursor=${encodeURIComponent(cursor)}`);
  expect(next.messages.every(({ value }) => value?.text.startsWith("after"))).toBe(true);
  const told = JSON.stringify([next.scan.plan.notes, next.scan.plan.skipped, next.scan.problems]);
  expect(told).toMatch(/truncat|deleted|retention|no longer|gone|earliest/i);
});

it("a topic that is deleted under a tail is said", async () => {
  const topic = `${stem}-4`;
  await make(topic);
  await write(topic, "a", 2);
  const tail = await tailOf(topic);
  await eventually("it reads", () => (shown(tail).length >= 2 ? true : undefined));
  await api.remove(of(topic));
  await eventually("it is said", () =>
    /deleted|no longer|not exist|no-such-topic/i.test(said(tail)) ? true : undefined,
  );
  tail.close();
});

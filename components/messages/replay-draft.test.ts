import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { ReplayBody } from "../../lib/api/replay.ts";
import { firstReplay, isDeadLetterTopic, replayBody, replayCommand } from "./replay-draft.ts";

const what = { words: "all of it", selection: { order: "newest", contains: "x" }, isBack: false } as const;

describe("a replay as it is typed", () => {
  it("becomes a body the API takes", () => {
    const body = replayBody(what, { ...firstReplay(false), topic: " orders ", rate: "1,000" });
    expect(body).toMatchObject({ contains: "x", target: { topic: "orders", partition: "by-key" }, rate: 1000 });
    expect(z.safeParse(ReplayBody, body).success).toBe(true);
    const back = replayBody({ ...what, isBack: true }, firstReplay(true));
    expect(back).toMatchObject({ target: { origin: true, partition: "same", headers: "without-errors" } });
    expect(z.safeParse(ReplayBody, back).success).toBe(true);
  });
  it("says what is wrong with it", () => {
    expect(replayBody(what, firstReplay(false))).toMatchObject({ field: "topic" });
    expect(replayBody(what, { ...firstReplay(true), rate: "fast" })).toMatchObject({ field: "rate" });
  });
  it("is quoted for a shell", () => {
    const body = { contains: "it's", target: { topic: "b" } };
    expect(replayCommand("http://localhost:3000", "local", "a", body)).toContain(`'{"contains":"it'\\''s"`);
  });
});

it("knows the names that dead letter topics have", () => {
  for (const name of ["orders.dlq", "orders-dlt", "DLQ_orders", "github.webhooks.dead-letters", "orders.DLT.v2"])
    expect(isDeadLetterTopic(name), name).toBe(true);
  for (const name of ["orders", "dlqueue", "adlt"]) expect(isDeadLetterTopic(name), name).toBe(false);
});

import { expect, it } from "vitest";
import * as z from "zod/mini";
import { startMember } from "../../lib/api/workloads.ts";
import { firstJoin, joinBody, joinCommand, joinFault } from "./join-draft.ts";

it("is a body the API takes", () => {
  const body = joinBody({ ...firstJoin("g", "a"), topics: "a, b  a", rate: "" });
  expect(body).toEqual({ topics: ["a", "b"], from: "latest", commit: "manual" });
  expect(z.safeParse(startMember.body ?? z.never(), body).success).toBe(true);
});

it("says what is missing", () => {
  expect(joinFault(firstJoin("g", "t"))).toBeUndefined();
  expect(joinFault(firstJoin(null, "t"))).toMatch(/group/);
  expect(joinFault(firstJoin("g", null))).toMatch(/topic/);
  expect(joinFault({ ...firstJoin("g", "t"), rate: "0" })).toMatch(/10,000/);
});

it("is what Kafka's console does", () => {
  const draft = { ...firstJoin("g", "a"), topics: "a b.c", from: "earliest" } as const;
  expect(joinCommand(draft, ["k:9092"])).toContain("--include 'a|b\\.c'");
  expect(joinCommand({ ...draft, topics: "a" }, ["k:9092"])).toMatch(
    /--group g[\s\S]*--topic a[\s\S]*--from-beginning/,
  );
});

import { expect, it } from "vitest";
import * as z from "zod/mini";
import { GenerateBody } from "../../lib/api/generate.ts";
import { emptyDraft } from "./produce-draft.ts";
import { examplesOf, firstPace, repeatBody } from "./produce-repeat.ts";

const draft = {
  ...emptyDraft,
  key: { kind: "text", text: "k{{counter}}" },
  value: { kind: "json", text: '{"n":{{counter}}}' },
  headers: [{ id: 0, name: "turn", kind: "text", text: "{{sequence a|b}}" }],
} as const;

it("asks for a job the API takes", () => {
  const body = repeatBody(draft, { ...firstPace, until: "seconds", seconds: "1,000" });
  expect(body).toMatchObject({ value: '{"n":{{counter}}}', rate: 10, seconds: 1000, idempotent: true });
  expect(z.safeParse(GenerateBody, body).success).toBe(true);
});

it("shows the first records as they would be, and which is not what it says it is", () => {
  const told = examplesOf(draft, 0);
  expect(told.map(({ key, value, headers, fault }) => [key, value, headers[0], fault])).toEqual([
    ["k1", '{"n":1}', "turn: a", null],
    ["k2", '{"n":2}', "turn: b", null],
    ["k3", '{"n":3}', "turn: a", null],
  ]);
  const broken = { ...draft, value: { kind: "json", text: '{"n":{{choice a}}}' } } as const;
  expect(examplesOf(broken, 0)[0]?.fault).toMatch(/JSON/);
});

it("names what is wrong", () => {
  const fault = (part: object, pace = firstPace) => repeatBody({ ...draft, ...part }, pace);
  expect(fault({ value: { kind: "text", text: "{{nothing}}" } })).toMatchObject({ field: "value" });
  expect(fault({}, { ...firstPace, rate: "0" })).toMatchObject({ field: "rate" });
  expect(fault({}, { ...firstPace, count: "" })).toMatchObject({ field: "until" });
});

import { describe, expect, it } from "vitest";
import { compileTemplate, isFault } from "./template.ts";

const now = Date.UTC(2026, 6, 14, 9, 45);
function rendered(text: string, n = 0): string {
  const compiled = compileTemplate(text);
  if (isFault(compiled)) throw new Error(compiled.message);
  return compiled(n, now);
}

describe("a template", () => {
  it("counts, tells the time and goes through lists", () => {
    expect(rendered('{"id":{{counter}},"at":"{{now iso}}"}', 4)).toBe('{"id":5,"at":"2026-07-14T09:45:00.000Z"}');
    expect(rendered("{{ counter 100 }}/{{now}}", 2)).toBe(`102/${now}`);
    expect([0, 1, 2, 3].map((n) => rendered("{{sequence a|b b|c}}", n))).toEqual(["a", "b b", "c", "a"]);
  });
  it("throws dice within bounds", () => {
    const dice = Array.from({ length: 200 }, () => Number(rendered("{{random.int 1 6}}")));
    expect([Math.min(...dice), Math.max(...dice)]).toEqual([1, 6]);
    expect(Number(rendered("{{random.float -1 -0.5}}"))).toBeLessThanOrEqual(-0.5);
    expect(rendered("{{choice yes|no}}")).toMatch(/^(yes|no)$/);
    expect(rendered("{{uuid}}")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
  it("leaves braces that are no placeholder", () => {
    expect(rendered('{"a":{"b":{}}} {{{{counter}}')).toBe('{"a":{"b":{}}} {{counter}}');
  });
  it.each([
    ["x {{counter", 2, /not closed/],
    ["{{}}", 0, /empty/],
    ["ab{{conter}}", 2, /no placeholder conter: there are counter, now/],
    ["{{random.int 6 1}}", 0, /lower one first/],
    ["{{uuid 4}}", 0, /takes nothing/],
    ["{{choice}}", 0, /list/],
  ])("says what is wrong with %j", (text, at, message) => {
    expect(compileTemplate(text)).toEqual({ at, message: expect.stringMatching(message) });
  });
});

import { afterEach, describe, expect, it, vi } from "vitest";
import { json } from "./json.ts";

const place = { topic: "t", part: "value", key: null } as const;
const read = (text: string) => json.read(Buffer.from(text), true, place);
const keys = Array.from({ length: 20_000 }, (_, n) => `"key ${n}": [${n}.5, "é\\n"]`).join(",");
const deep = (depth: number) => `${"[".repeat(depth)}${" ".repeat(70_000)}${"]".repeat(depth)}`;

afterEach(() => vi.restoreAllMocks());

describe("a long text", () => {
  it("is found to be JSON without being built", () => {
    const parse = vi.spyOn(JSON, "parse");
    expect(read(`{${keys}}`)).toMatchObject({ ok: true, encoding: "utf8", syntax: "json" });
    expect(parse).not.toHaveBeenCalled();
  });

  it("is judged as a short one is, however deep, and refused with the place where it stops being JSON", () => {
    for (const depth of [1, 1024, 5000]) expect(read(deep(depth))).toMatchObject({ ok: true });
    expect(read(`{${keys},}`)).toEqual({ ok: false, reason: `it stops being JSON at character ${keys.length + 2}` });
    expect(read(`{${keys}} x`)).toMatchObject({ ok: false });
  });
});

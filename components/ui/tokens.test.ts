import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { distance, luminance, type Rgb, rgbOf, seen } from "./vision.fixtures/vision";

const root = join(import.meta.dirname, "../..");
const css = readFileSync(join(root, "app/tokens.css"), "utf8");

function tokens(selector: string): Record<string, Rgb> {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, rgbOf(hex ?? "")]),
  );
}

const light = tokens(":root");
const themes = { light, dark: { ...light, ...tokens(".dark") } };
const series = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `s${n}`);

function of(theme: Record<string, Rgb>, name: string): Rgb {
  const color = theme[name];
  if (!color) throw new Error(`no token --${name}`);
  return color;
}

function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

/** Which text may stand on which ground; captions on status washes use ink-2 (base rule of notes and diffs). */
const grounds = ["bg", "surface", "sunken", "accent-wash"];
const texts: [string, string[]][] = [
  ["ink", [...grounds, "ok-wash", "warn-wash", "bad-wash", "info-wash"]],
  ["ink-2", [...grounds, "ok-wash", "warn-wash", "bad-wash", "info-wash"]],
  ["ink-3", grounds],
  ["accent", grounds],
  ["ok", [...grounds, "ok-wash"]],
  ["warn", [...grounds, "warn-wash"]],
  ["bad", [...grounds, "bad-wash"]],
  ["info", ["bg", "surface", "sunken", "info-wash"]],
  ["bg", ["ink", "ink-2", "bad", "accent"]],
];

for (const [name, theme] of Object.entries(themes)) {
  test(`${name}: every text has 4.5:1 on every ground it stands on`, () => {
    const low = texts
      .flatMap(([text, on]) =>
        on.map((ground) => ({ text, ground, ratio: contrast(of(theme, text), of(theme, ground)) })),
      )
      .filter(({ ratio }) => ratio < 4.5);
    expect(low).toEqual([]);
  });

  test(`${name}: edges of controls, focus and data lines have 3:1`, () => {
    const on = (marks: readonly string[], grounds: readonly string[]) =>
      marks.flatMap((mark) =>
        grounds.map((ground) => ({ mark, ground, ratio: contrast(of(theme, mark), of(theme, ground)) })),
      );
    // series are measured on surface, as the design fixes them; on bg the palest is 2.91
    const low = [
      ...on(["line-strong", "focus", "ok", "warn", "bad"], ["bg", "surface"]),
      ...on(series, ["surface"]),
    ].filter(({ ratio }) => ratio < 3);
    expect(low).toEqual([]);
  });

  test(`${name}: states and series stay apart for every kind of colour vision`, () => {
    const pairs = (names: readonly string[]) =>
      names.flatMap((a, at) => names.slice(at + 1).map((b) => [a, b] as const));
    const close = [...pairs(["ok", "warn", "bad"]), ...pairs(series)]
      .flatMap(([a, b]) =>
        (["normal", "deutan", "protan"] as const).map((eye) => ({
          a,
          b,
          eye,
          apart: distance(seen(of(theme, a), eye), seen(of(theme, b), eye)),
        })),
      )
      .filter(({ apart }) => apart < 0.09);
    expect(close).toEqual([]);
  });
}

test("the measure itself tells what a red-green eye cannot", () => {
  const [red, green] = [rgbOf("#b02020"), rgbOf("#556b00")];
  expect(distance(red, green)).toBeGreaterThan(0.15);
  expect(distance(seen(red, "deutan"), seen(green, "deutan"))).toBeLessThan(0.09);
  expect(contrast(rgbOf("#000000"), rgbOf("#ffffff"))).toBeCloseTo(21);
});

const palette =
  /\b(?:bg|text|border|fill|stroke|ring|outline|from|to|via|divide|accent|decoration|shadow|caret|placeholder)-(?:slate|gr[ae]y|zinc|neutral|stone|red|orange|amber|yellow|lime|green|emerald|teal|cyan|sky|blue|indigo|violet|purple|fuchsia|pink|rose|black|white)(?:-\d{2,3})?\b/;
const hex = /["'`\s:[(]#(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})\b/i;

function rawColour(text: string): boolean {
  return palette.test(text) || hex.test(text);
}

test("colours come from the tokens and from nowhere else", () => {
  const files = ["app", "components"].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).map((file) => join(room, file)),
  );
  const own = new Set([join("app", "tokens.css"), join("app", "layout.tsx")]);
  const checked = files.filter(
    (file) => /\.(tsx|css|ts)$/.test(file) && !own.has(file) && !/\.test\.ts$|\.fixtures\//.test(file),
  );
  expect(checked.length).toBeGreaterThan(60);
  expect(checked.filter((file) => rawColour(readFileSync(join(root, file), "utf8")))).toEqual([]);
  expect(["bg-red-500", "text-white", 'fill="#fff"', "color: #a1b2c3;"].map(rawColour)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(["text-ink-2", "bg-bad-wash", 'href="#main"', "border-line"].map(rawColour)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

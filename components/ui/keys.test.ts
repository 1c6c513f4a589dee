import { expect, test } from "vitest";
import { type KeyPress, KeyRegistry } from "./keys";

const page = { field: false, dialog: false };

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    defaultPrevented: false,
    timeStamp: 0,
    target: null,
    preventDefault: () => {},
    ...more,
  };
}

function registry(...keys: string[]): { keys: KeyRegistry; ran: string[] } {
  const ran: string[] = [];
  const all = new KeyRegistry();
  all.add(keys.map((one) => ({ keys: one, label: one, run: () => ran.push(one) })));
  return { keys: all, ran };
}

test("one stroke, two strokes, and a modifier", () => {
  const { keys, ran } = registry("j", "g t", "t", "mod+k", "?");
  for (const event of [
    press("j"),
    press("g"),
    press("t"),
    press("t"),
    press("K", { metaKey: true, shiftKey: true }),
    press("?", { shiftKey: true }),
  ])
    keys.handle(event, page);
  expect(ran).toEqual(["j", "g t", "t", "mod+k", "?"]);
});

test("a second stroke that comes late is a stroke of its own", () => {
  const { keys, ran } = registry("g t", "t");
  keys.handle(press("g", { timeStamp: 0 }), page);
  keys.handle(press("t", { timeStamp: 5000 }), page);
  expect(ran).toEqual(["t"]);
});

test("typing in a field or a dialog runs only what asks for it", () => {
  const { keys, ran } = registry("j");
  keys.add([{ keys: "mod+k", label: "Palette", inFields: true, run: () => ran.push("palette") }]);
  keys.handle(press("j"), { field: true, dialog: false });
  keys.handle(press("j"), { field: false, dialog: true });
  keys.handle(press("k", { ctrlKey: true }), { field: true, dialog: false });
  keys.handle(press("k", { ctrlKey: true }), { field: true, dialog: true });
  expect(ran).toEqual(["palette"]);
});

test("the later binding wins and gives the key back", () => {
  const { keys, ran } = registry("Escape");
  const back = keys.add([{ keys: "Escape", label: "Close the panel", run: () => ran.push("panel") }]);
  keys.handle(press("Escape"), page);
  back();
  keys.handle(press("Escape"), page);
  expect(ran).toEqual(["panel", "Escape"]);
});

test("composing a character and held modifiers are not strokes", () => {
  const { keys, ran } = registry("j", "g t");
  keys.handle(press("j", { isComposing: true }), page);
  keys.handle(press("g"), page);
  keys.handle(press("Shift"), page);
  keys.handle(press("t"), page);
  expect(ran).toEqual(["g t"]);
});

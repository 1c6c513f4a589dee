import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { cutEnd, cutMiddle, splitName } from "./middle-cut.ts";
import { commandLine, shellComment, shellWord } from "./shell.ts";

test("a name gives way before its last word", () => {
  expect(splitName("cdc.orders-db.public.order_lines")).toEqual({
    head: "cdc.orders-db.public.",
    tail: "order_lines",
    atDot: true,
  });
  expect(splitName("orders")).toEqual({ head: "", tail: "orders", atDot: false });
  expect(splitName("a-very-long-name-without-any-dots-17")).toEqual({
    head: "a-very-long-name-without-any",
    tail: "-dots-17",
    atDot: false,
  });
  expect(splitName("shop.cart-events").head).toBe("");
  expect(splitName(".hidden").tail).toBe(".hidden");
  expect(splitName("ends.").tail).toBe("ends.");
});

test("cutting never splits a character", () => {
  expect(cutMiddle("abcdefghij", 7)).toBe("abc…hij");
  expect(cutMiddle("short", 7)).toBe("short");
  expect(cutMiddle("😀😀😀😀😀😀", 3)).toBe("😀…😀");
  expect(cutEnd("ab😀", 4)).toBe("ab😀");
  expect(cutEnd("ab😀cd", 4)).toBe("ab…");
});

const hostile = [
  "plain",
  "",
  "with space",
  "it's",
  "$(reboot)",
  "`id`",
  "a\\b",
  '"',
  "*",
  "~root",
  "-n",
  "line\nbreak",
  "ünï",
  "!!",
  "#x",
  "a;b",
];

test("a shell hands every word on unchanged", () => {
  const script = `printf '%s\\0' ${hostile.map(shellWord).join(" ")}`;
  expect(execFileSync("sh", ["-c", script]).toString().split("\0").slice(0, -1)).toEqual(hostile);
});

test("commands keep an option and its value on one line", () => {
  expect(commandLine("kafka-topics.sh", [["--describe"], ["--topic", "it's"], []])).toBe(
    "kafka-topics.sh \\\n  --describe \\\n  --topic 'it'\\''s'",
  );
  expect(shellComment("one\nrm -rf")).toBe("# one rm -rf");
});

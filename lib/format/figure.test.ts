import { expect, test } from "vitest";
import { bytes, bytesText, configBytes } from "./bytes.ts";
import { count, percent, plural, wholeCount } from "./count.ts";
import { type Figure, figure, notApplicable, unknown } from "./figure.ts";
import { byteRate, change, rate } from "./rate.ts";

const said = ({ text, unit }: Figure) => `${text} ${unit}`.trim();

test("counts keep three significant digits and the exact value", () => {
  expect(said(count(0n))).toBe("0");
  expect(said(count(954n))).toBe("954");
  expect(said(count(3906n))).toBe("3.91 k");
  expect(said(count(72_149))).toBe("72.1 k");
  expect(said(count(260_515n))).toBe("261 k");
  expect(count(260_515n).exact).toBe("260,515");
  expect(said(count(-1500n))).toBe("-1.50 k");
});

test("rounding up over a unit steps to the next one", () => {
  expect(said(count(9_995n))).toBe("10.0 k");
  expect(said(count(99_950n))).toBe("100 k");
  expect(said(count(999_499n))).toBe("999 k");
  expect(said(count(999_500n))).toBe("1.00 M");
  expect(said(bytes(1023n * 1024n + 1000n))).toBe("1.00 MiB");
});

test("64-bit counts are exact where a double would not be", () => {
  expect(count(9_007_199_254_740_993n).exact).toBe("9,007,199,254,740,993");
  expect(said(count(9_223_372_036_854_775_807n))).toBe("9.22 E");
  expect(said(wholeCount(9_007_199_254_740_993n))).toBe("9,007,199,254,740,993");
});

test("zero, unknown and not applicable look different", () => {
  const texts = [count(0n), count(null), notApplicable].map((one) => one.text);
  expect(texts).toEqual(["0", "—", "n/a"]);
  expect(count(Number.NaN)).toBe(unknown);
  expect(rate(Number.POSITIVE_INFINITY)).toBe(unknown);
  expect(figure("0", "s").known).toBe(true);
});

test("bytes use binary units", () => {
  expect(said(bytes(21))).toBe("21 B");
  expect(said(bytes(11_161))).toBe("10.9 KiB");
  expect(said(bytes(1_330_000_000_000n))).toBe("1.21 TiB");
  expect(bytes(11_161).exact).toBe("11,161 B");
  expect(bytesText(null)).toBe("—");
  expect(configBytes(1_073_741_824n)).toBe("1 GiB");
  expect(configBytes(1_048_588n)).toBe("1,048,588 B");
  expect(configBytes(-1n)).toBe("unlimited");
});

test("rates keep the trickle visible", () => {
  expect(said(rate(0))).toBe("0 /s");
  expect(said(rate(0.004))).toBe("<0.01 /s");
  expect(said(rate(0.2))).toBe("0.2 /s");
  expect(said(rate(6.04))).toBe("6.0 /s");
  expect(said(rate(86))).toBe("86 /s");
  expect(said(rate(1240))).toBe("1.24 k/s");
  expect(said(change(6))).toBe("+6.0 /s");
  expect(said(change(-6))).toBe("-6.0 /s");
  expect(said(change(0))).toBe("0 /s");
  expect(said(byteRate(4_404_019))).toBe("4.20 MiB/s");
});

test("shares never round to all or nothing", () => {
  expect(said(percent(0))).toBe("0 %");
  expect(said(percent(0.0004))).toBe("<0.1 %");
  expect(said(percent(0.81))).toBe("81 %");
  expect(said(percent(0.9999))).toBe("99 %");
  expect(said(percent(1))).toBe("100 %");
});

test("plurals", () => {
  expect([plural(1, "topic"), plural(0n, "topic"), plural(1240n, "entry", "entries")]).toEqual([
    "1 topic",
    "0 topics",
    "1,240 entries",
  ]);
});

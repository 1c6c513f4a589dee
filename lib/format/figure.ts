/**
 * A number made for the eye: at most three significant digits, its unit apart, and the exact value for hover and copy.
 * `known` is false for `—` and `n/a`, which differ from each other and from 0.
 */
export type Figure = { text: string; unit: string; exact: string; known: boolean };

/** We do not know it: not asked, refused, or not answered. */
export const unknown: Figure = { text: "—", unit: "", exact: "unknown", known: false };

/** The question makes no sense here. */
export const notApplicable: Figure = { text: "n/a", unit: "", exact: "not applicable", known: false };

export function figure(text: string, unit: string, exact?: string): Figure {
  return { text, unit, exact: exact ?? (unit === "" ? text : `${text} ${unit}`), known: true };
}

/** "1,234,567": grouped by commas, any size. */
export function grouped(value: bigint | number): string {
  const text = typeof value === "bigint" ? value.toString() : String(Math.trunc(value));
  return text.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/**
 * `value` divided by `base` so often that it falls below it, rounded half up to three significant digits in exact
 * integer arithmetic. Returns the digits and how many divisions it took (at most `most`).
 */
export function threeDigits(value: bigint, base: bigint, most: number): { text: string; power: number } {
  const sign = value < 0n ? "-" : "";
  const size = value < 0n ? -value : value;
  let power = 0;
  let divisor = 1n;
  while (power < most && size >= divisor * base) {
    divisor *= base;
    power += 1;
  }
  for (;;) {
    const whole = size / divisor;
    const decimals = power === 0 || whole >= 100n ? 0 : whole >= 10n ? 1 : 2;
    const scale = 10n ** BigInt(decimals);
    const scaled = (size * scale * 2n + divisor) / (divisor * 2n);
    // 999,950 is 1,000 k after rounding: say 1.00 M instead
    if (scaled >= base * scale && power < most) {
      divisor *= base;
      power += 1;
      continue;
    }
    const digits = scaled.toString().padStart(decimals + 1, "0");
    const cut = digits.length - decimals;
    const text = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
    return { text: `${sign}${trim(text)}`, power };
  }
}

/** 99.95 rounds to 100.0, which is four digits. */
function trim(text: string): string {
  return text.replace(/^(\d{3})\.0$/, "$1").replace(/^(\d{2}\.\d)0$/, "$1");
}

const least = -(2n ** 63n);
const most = 2n ** 63n - 1n;
const long = /[0-9]{16}/;
const integer = /^-?[0-9]+$/;

/**
 * JSON with exact integers: one that a double cannot hold comes as bigint where it fits 64 bits, else as the nearest double.
 * The slow way is taken only for texts that have a run of 16 digits.
 *
 * @throws SyntaxError
 */
export function parseExact(text: string): unknown {
  return long.test(text) ? JSON.parse(text, exactly) : JSON.parse(text);
}

function exactly(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  if (source === undefined || !integer.test(source) || source.length > 20) return value;
  const exact = BigInt(source);
  return exact < least || exact > most ? value : exact;
}

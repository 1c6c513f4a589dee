import * as z from "zod/mini";
import type { FieldError } from "../../lib/api/error.ts";
import { fieldErrors, issueWords } from "./field-errors.ts";
import type { AnyEndpoint } from "./serve.ts";

export type Parsed = { value: unknown } | { errors: FieldError[] };

/** No call takes anything near it; a reader of JSON spends minutes and gigabytes on what is made of brackets alone. */
const mostDepth = 100;

/** Checks a value against a contract's schema; bad fields are named with `root` in front. */
export function parse(root: string, schema: z.ZodMiniType, value: unknown): Parsed {
  const result = z.safeParse(schema, value, { error: issueWords });
  return result.success ? { value: result.data } : { errors: fieldErrors(root, result.error.issues) };
}

/** The bytes of a body, read by the contract's schema: only JSON in UTF-8. */
export function readBody(contract: AnyEndpoint, bytes: Uint8Array): Parsed {
  const refused = (message: string): Parsed => ({ errors: [{ path: "body", message }] });
  if (isDeep(bytes)) return refused(`must not be nested more than ${mostDepth} deep`);
  const text = textOf(bytes);
  if (text === null) return refused("must be JSON in UTF-8");
  if (text.trim() === "") return refused("is missing: it must be JSON");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const at = /position \d+(?: \(line \d+ column \d+\))?/.exec(cause instanceof Error ? cause.message : "")?.[0];
    return refused(`must be JSON${at ? `; it breaks off at ${at}` : ""}`);
  }
  return contract.body ? parse("body", contract.body, value) : { value: undefined };
}

/** null when the bytes are no UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const [quote, backslash] = [0x22, 0x5c];
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

function isDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) at = endOfString(bytes, at);
    else if (opening.has(byte) && ++depth > mostDepth) return true;
    else if (closing.has(byte)) depth--;
  }
  return false;
}

function endOfString(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(quote, start + 1); at >= 0; at = bytes.indexOf(quote, at + 1)) {
    let escapes = 0;
    while (bytes[at - 1 - escapes] === backslash) escapes++;
    if (escapes % 2 === 0) return at;
  }
  return bytes.length;
}

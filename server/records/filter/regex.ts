import { RE2JS, RE2JSException, RE2JSSyntaxException } from "re2js";
import { FilterSyntaxError } from "./filter-syntax-error.ts";

/** `prefix` = bytes that each text with a match has in it; null = none that is known. */
export type Regex = { test(text: string): boolean; prefix: Buffer | null };

/** RE2 syntax, matched in linear time, anywhere in a text. @throws FilterSyntaxError */
export function compileRegex(source: string, ignoreCase: boolean): Regex {
  try {
    const compiled = RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
    return { test: (text) => compiled.test(text), prefix: prefixOf(compiled) };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw syntaxError(source, error);
  }
}

/** The engine's own literal beginning. What is no UTF-8 is matched as U+FFFD, which is not in the bytes. */
function prefixOf(compiled: RE2JS): Buffer | null {
  const { prefix } = (compiled as unknown as { re2Input?: { prefix?: unknown } }).re2Input ?? {};
  return typeof prefix === "string" && prefix.length > 0 && !prefix.includes("\ufffd") && prefix.isWellFormed()
    ? Buffer.from(prefix)
    : null;
}

/** The engine names the piece it could not read, which tells where it stands. */
function syntaxError(source: string, error: Error): FilterSyntaxError {
  const piece = error instanceof RE2JSSyntaxException ? error.getPattern() : null;
  const why = error instanceof RE2JSSyntaxException ? error.getDescription() : error.message;
  const words = why.replace(/^error parsing regexp: /, "").replace(/: `[\s\S]*`$/, "");
  const start = piece === null ? source.length - 1 : source.indexOf(piece);
  const told = piece === null || piece === source ? "" : ` \`${piece.slice(0, 60)}\``;
  return new FilterSyntaxError(`${words}${told}`, start < 0 ? null : start, start + (piece?.length ?? 1));
}

import { isBase64 } from "../../../lib/api/base64.ts";
import { ApiError, type FieldError } from "../../../lib/api/error.ts";
import type { FilterQuery } from "../../../lib/api/messages.ts";
import { compileWhere } from "../where.ts";
import { FilterSyntaxError } from "./filter-syntax-error.ts";
import { compileRegex } from "./regex.ts";
import type { SieveSpec } from "./sieve.ts";

/**
 * What a query looks for; null = every record. Filters are read here, before anything is fetched.
 *
 * @throws ApiError 400 naming each filter that cannot be read, with the character where it stops making sense
 */
export function sieveSpec(query: FilterQuery): SieveSpec | null {
  const { contains = null, regex = null, where = null, ignoreCase } = query;
  const errors: FieldError[] = [];
  const positions: Record<string, { start: number; end: number }> = {};
  const attempt = (path: string, read: () => unknown): void => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof FilterSyntaxError)) throw error;
      const { start, end, message } = error;
      if (start !== null) positions[path] = { start, end };
      errors.push({ path, message: start === null ? message : `${message}, at character ${start + 1}` });
    }
  };
  if (regex !== null) attempt("query.regex", () => compileRegex(regex, ignoreCase));
  if (where !== null) attempt("query.where", () => compileWhere(where));
  if (query.key !== undefined && query.keyEncoding === "base64" && !isBase64(query.key))
    errors.push({ path: "query.key", message: "must be base64" });
  if (query.keyPartition && query.key === undefined)
    errors.push({ path: "query.keyPartition", message: "needs a key" });
  if (query.keyPartition && query.keyFormat !== "auto" && query.keyEncoding !== "base64")
    errors.push({ path: "query.keyPartition", message: "needs the key's bytes (keyEncoding=base64) with a keyFormat" });
  if (errors.length > 0)
    throw new ApiError("invalid-request", "A filter cannot be read.", { errors, extra: { positions } });
  const key = keyBytes(query)?.toString("base64") ?? null;
  if (contains === null && regex === null && where === null && key === null) return null;
  return { contains, regex, where, key, ignoreCase, fields: query.in };
}

/** The bytes of the key that is looked for; null where none is. */
export function keyBytes({ key, keyEncoding }: Pick<FilterQuery, "key" | "keyEncoding">): Buffer | null {
  return key === undefined ? null : Buffer.from(key, keyEncoding);
}

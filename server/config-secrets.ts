import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { FieldError } from "../lib/api/error.ts";
import { fieldPath } from "./http/field-errors.ts";

type From = { environment: Readonly<Record<string, string | undefined>>; directory: string };

/** Fields whose value may be `file:` and a path. */
const fromFile = new Set(["ca", "cert", "key", "passphrase", "username", "password", "token"]);

/**
 * A copy of a parsed configuration in which `${NAME}` is the environment's value (anywhere in a text; `$${` is a plain `${`) and
 * `file:path` in a secret's field is what the file holds. What is missing is named in `errors`, never with its value.
 */
export function withSecrets(
  value: unknown,
  from: From,
  errors: FieldError[],
  path: readonly PropertyKey[] = [],
): unknown {
  if (typeof value === "string") return filled(value, from, errors, path);
  if (Array.isArray(value)) return value.map((item, at) => withSecrets(item, from, errors, [...path, at]));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, withSecrets(item, from, errors, [...path, key])]);
  return Object.fromEntries(entries);
}

function filled(text: string, from: From, errors: FieldError[], path: readonly PropertyKey[]): string {
  const place = fieldPath("", path);
  const field = String(path.at(-1) ?? "");
  const expanded = text.replace(/\$(\$?)\{([^}]*)\}/g, (whole, escaped: string, name: string) => {
    if (escaped) return whole.slice(1);
    const value = from.environment[name];
    if (value === undefined || value === "")
      errors.push({ path: place, message: `needs ${name} in the environment, which is not set` });
    return value ?? "";
  });
  const isSecret = fromFile.has(field) || path.at(-2) === "headers";
  if (!isSecret || !text.startsWith("file:")) return expanded;
  const file = resolve(from.directory, expanded.slice("file:".length).trim());
  try {
    // an editor's last line break is no part of a password
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    errors.push({
      path: place,
      message: `names ${file}, which cannot be read (${(cause as NodeJS.ErrnoException).code})`,
    });
    return "";
  }
}

import type * as z from "zod/mini";
import type { FieldError } from "../../lib/api/error.ts";

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** More bad fields than this are counted, not listed: ten thousand bad records must not make a reply larger than the request. */
const mostErrors = 1000;

const kinds: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  bigint: "a 64-bit integer as a decimal string",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
  null: "null",
};

function list(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === "string" ? `"${value}"` : String(value))).join(", ");
}

/** What would be right, for issues whose schema has no words of its own (zod/mini comes without a language). Never quotes the input. */
export function issueWords(issue: RawIssue): string | undefined {
  if (issue.input === undefined && issue.code !== "unrecognized_keys") return "is missing";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${kinds[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return issue.values.length === 1 ? `must be ${list(issue.values)}` : `must be one of ${list(issue.values)}`;
    case "unrecognized_keys": {
      const known = knownKeys(issue.inst);
      return known === null ? "is not known here" : `is not known here; known: ${known}`;
    }
    case "too_big":
      return issue.exact === true ? `must be exactly ${issue.maximum}` : `must be at most ${issue.maximum}`;
    case "too_small":
      return issue.exact === true ? `must be exactly ${issue.minimum}` : `must be at least ${issue.minimum}`;
    case "invalid_format":
      return issue.format === "regex" ? "is not in the expected form" : `is not in the form of ${issue.format}`;
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_key":
      return "has a name that is not allowed";
    default:
      return "is not valid";
  }
}

function knownKeys(schema: unknown): string | null {
  const def = (schema as { _zod?: { def?: { shape?: Record<string, unknown> } } } | undefined)?._zod?.def;
  const keys = Object.keys(def?.shape ?? {});
  return keys.length === 0 ? null : keys.join(", ");
}

/** `body.records[3].key`; names that are no plain words stand in brackets: `body.configs["retention.ms"]`. */
export function fieldPath(root: string, path: readonly PropertyKey[]): string {
  let text = root;
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (/^[\w-]{1,100}$/.test(String(step))) text += text === "" ? String(step) : `.${String(step)}`;
    else text += `[${JSON.stringify(String(step).slice(0, 100))}]`;
  }
  return text;
}

/**
 * Every bad field of a failed parse by its path. Of a union's branches the one the input was evidently meant for is told,
 * where there is one; else the union's own words.
 */
export function fieldErrors(root: string, issues: readonly Issue[]): FieldError[] {
  const errors: FieldError[] = [];
  for (const issue of issues) collect(root, [], issue, errors);
  if (errors.length <= mostErrors) return errors;
  const rest = errors.length - mostErrors;
  return [...errors.slice(0, mostErrors), { path: root, message: `has ${rest} more bad fields` }];
}

function collect(root: string, before: readonly PropertyKey[], issue: Issue, errors: FieldError[]): void {
  const path = [...before, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) errors.push({ path: fieldPath(root, [...path, key]), message: issue.message });
    return;
  }
  if (issue.code === "invalid_key") {
    const reason = issue.issues[0]?.message;
    errors.push({ path: fieldPath(root, path), message: reason ? `has a name that ${reason}` : issue.message });
    return;
  }
  if (issue.code === "invalid_union") {
    const meant = meantBranch(issue.errors);
    if (meant) {
      for (const inner of meant) collect(root, path, inner, errors);
      return;
    }
  }
  errors.push({ path: fieldPath(root, path), message: issue.message });
}

/** The one branch with the fewest complaints among those that agree with the input's kind; null when none stands out. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const close = branches.filter(
    (branch) =>
      branch.length > 0 && branch.every((issue) => issue.path.length > 0 || issue.code === "unrecognized_keys"),
  );
  close.sort((a, b) => a.length - b.length);
  const [best, next] = close;
  if (!best || best.every((issue) => issue.path.length === 0)) return null;
  return next && next.length === best.length ? null : best;
}

import { type CelPath, celOptional, celPath, celString } from "./cel-path.ts";

/** A value as it was pointed at: JSON as written, or the text of a header. */
export type PointedValue = { kind: "string" | "number" | "literal" | "object" | "array"; text: string };
export type Relation = "is" | "is-not" | "contains" | "exists";

const mostInt = 2n ** 63n;

/**
 * The CEL condition of "this field is / is not / contains this value", "exists". `isEverywhere` = each record that was seen
 * has the field, so that the plain, readable form does; else records without it are left out ("is not" keeps them).
 * undefined where there is no such condition: nothing equals an object here.
 */
export function pointedCondition(
  path: CelPath,
  relation: Relation,
  value: PointedValue,
  isEverywhere: boolean,
): string | undefined {
  if (relation === "exists") return `${celOptional(path)}.hasValue()`;
  if (relation === "contains") {
    if (value.kind !== "string") return undefined;
    const place = isEverywhere ? celPath(path) : `${celOptional(path)}.orValue("")`;
    return `${place}.contains(${celString(value.text)})`;
  }
  const literal = celLiteral(value);
  if (literal === undefined) return undefined;
  const place = isEverywhere ? celPath(path) : `${celOptional(path)}.orValue(null)`;
  // where a field is not there, its value is not null either
  if (!isEverywhere && literal === "null" && relation === "is")
    return `${celOptional(path)}.hasValue() && ${celPath(path)} == null`;
  return `${place} ${relation === "is" ? "==" : "!="} ${literal}`;
}

function celLiteral({ kind, text }: PointedValue): string | undefined {
  if (kind === "string") return celString(text);
  if (kind === "literal") return text;
  if (kind !== "number") return undefined;
  if (!/^-?\d+$/.test(text)) return text;
  const whole = BigInt(text);
  // beyond 64 bits a number is read as a double
  return whole >= -mostInt && whole < mostInt ? text : `${text}.0`;
}

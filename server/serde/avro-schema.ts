import { type Logical, logicalOf } from "./avro-logical.ts";
import { Refusal } from "./refusal.ts";

/** An Avro schema as a graph: names are followed already, also those that lead back. */
export type AvroNode =
  | { kind: "null" | "boolean" | "int" | "long" | "float" | "double" | "bytes" | "string"; logical: Logical | null }
  | { kind: "fixed"; name: string; size: number; logical: Logical | null }
  | { kind: "enum"; name: string; symbols: readonly string[] }
  | { kind: "array"; items: AvroNode }
  | { kind: "map"; values: AvroNode }
  /** `isWrapped` = a value is shown as `{"its type": value}`, because the value alone does not tell which it is */
  | { kind: "union"; branches: readonly AvroNode[]; isWrapped: boolean }
  | AvroRecord;
export type AvroRecord = { kind: "record"; name: string; fields: AvroField[] };
export type AvroField = { name: string; node: AvroNode; hasDefault: boolean; default: unknown; doc: string | null };

const primitives = new Set(["null", "boolean", "int", "long", "float", "double", "bytes", "string"]);
const mostNodes = 100_000;
const mostDepth = 200;

/**
 * Reads a schema and those it imports, which define the names it uses.
 *
 * @throws Refusal when it is no Avro schema
 */
export function avroSchema(text: string, imports: readonly string[] = []): AvroNode {
  const parser = new Parser();
  for (const one of imports) parser.parse(jsonOf(one));
  return parser.parse(jsonOf(text));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // the name of a primitive may stand without quotes
    if (primitives.has(text.trim())) return text.trim();
    throw new Refusal("its schema is no JSON");
  }
}

/** The name by which a union calls one of its branches. */
export function branchName(node: AvroNode): string {
  return "name" in node ? node.name : node.kind;
}

class Parser {
  readonly #names = new Map<string, AvroNode>();
  #count = 0;

  parse(schema: unknown): AvroNode {
    const node = this.#node(schema, "", 0);
    return node;
  }

  #node(schema: unknown, namespace: string, depth: number): AvroNode {
    if (++this.#count > mostNodes) throw new Refusal("its schema has more than 100,000 parts");
    if (depth > mostDepth) throw new Refusal(`its schema is nested more than ${mostDepth} deep`);
    if (typeof schema === "string") return this.#named(schema, namespace);
    if (Array.isArray(schema)) return this.#union(schema, namespace, depth);
    if (typeof schema !== "object" || schema === null) throw new Refusal("its schema has a part that is no type");
    const { type } = schema as { type?: unknown };
    switch (type) {
      case "record":
      case "error":
        return this.#record(schema as Record<string, unknown>, namespace, depth);
      case "enum":
        return this.#enum(schema as Record<string, unknown>, namespace);
      case "fixed":
        return this.#fixed(schema as Record<string, unknown>, namespace);
      case "array":
        return { kind: "array", items: this.#node((schema as { items?: unknown }).items, namespace, depth + 1) };
      case "map":
        return { kind: "map", values: this.#node((schema as { values?: unknown }).values, namespace, depth + 1) };
      default: {
        const inner = this.#node(type, namespace, depth + 1);
        if (!("logical" in inner) || inner.kind === "fixed") return inner;
        return {
          kind: inner.kind,
          logical: logicalOf(schema as Record<string, unknown>, inner.kind, 0) ?? inner.logical,
        };
      }
    }
  }

  #named(name: string, namespace: string): AvroNode {
    if (primitives.has(name)) return { kind: name as "null", logical: null };
    const known = this.#names.get(fullName(name, namespace)) ?? this.#names.get(name);
    if (!known) throw new Refusal(`its schema uses ${name.slice(0, 100)}, which is nowhere defined`);
    return known;
  }

  #union(schemas: readonly unknown[], namespace: string, depth: number): AvroNode {
    const branches = schemas.map((one) => this.#node(one, namespace, depth + 1));
    if (branches.some(({ kind }) => kind === "union")) throw new Refusal("its schema has a union directly in a union");
    const shown = branches.filter(({ kind }) => kind !== "null").map(shownAs);
    return { kind: "union", branches, isWrapped: new Set(shown).size < shown.length };
  }

  #record(schema: Record<string, unknown>, outer: string, depth: number): AvroNode {
    const { name, namespace } = this.#nameOf(schema, outer);
    const record: AvroRecord = { kind: "record", name, fields: [] };
    // before its fields are read: they may lead back to it
    this.#define(name, record);
    if (!Array.isArray(schema.fields)) throw new Refusal(`its schema's record ${name} has no fields`);
    for (const field of schema.fields as unknown[]) {
      const { name: fieldName, type, default: byDefault, doc } = (field ?? {}) as Record<string, unknown>;
      if (typeof fieldName !== "string") throw new Refusal(`a field of its schema's record ${name} has no name`);
      record.fields.push({
        name: fieldName,
        node: this.#node(type, namespace, depth + 1),
        hasDefault: byDefault !== undefined,
        default: byDefault,
        doc: typeof doc === "string" ? doc : null,
      });
    }
    return record;
  }

  #enum(schema: Record<string, unknown>, outer: string): AvroNode {
    const { name } = this.#nameOf(schema, outer);
    const { symbols } = schema;
    if (!Array.isArray(symbols) || symbols.some((one) => typeof one !== "string"))
      throw new Refusal(`its schema's enum ${name} has no symbols`);
    return this.#define(name, { kind: "enum", name, symbols: symbols as string[] });
  }

  #fixed(schema: Record<string, unknown>, outer: string): AvroNode {
    const { name } = this.#nameOf(schema, outer);
    const { size } = schema;
    if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0)
      throw new Refusal(`its schema's fixed ${name} has no size`);
    return this.#define(name, { kind: "fixed", name, size, logical: logicalOf(schema, "fixed", size) });
  }

  #nameOf(schema: Record<string, unknown>, outer: string): { name: string; namespace: string } {
    const { name, namespace } = schema;
    if (typeof name !== "string" || name === "") throw new Refusal("a type of its schema has no name");
    const full = fullName(name, typeof namespace === "string" ? namespace : outer);
    return { name: full, namespace: full.includes(".") ? full.slice(0, full.lastIndexOf(".")) : "" };
  }

  #define(name: string, node: AvroNode): AvroNode {
    this.#names.set(name, node);
    return node;
  }
}

function fullName(name: string, namespace: string): string {
  return name.includes(".") || namespace === "" ? name : `${namespace}.${name}`;
}

/** Values of types that are shown alike cannot be told apart by looking at them. */
function shownAs(node: AvroNode): string {
  switch (node.kind) {
    case "int":
    case "long":
    case "float":
    case "double":
      return node.logical?.isText ? "text" : "number";
    case "string":
    case "enum":
      return "text";
    case "bytes":
    case "fixed":
      return node.logical ? (node.logical.isText ? "text" : "number") : "object";
    case "record":
    case "map":
      return "object";
    default:
      return node.kind;
  }
}

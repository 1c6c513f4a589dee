import { type AvroNode, branchName } from "./avro-schema.ts";
import { type FieldHint, mostHintDepth, mostHints, pathOf } from "./field-hint.ts";

/** The fields of an Avro schema, and a value that fits it. */
export function avroHints(node: AvroNode): { fields: FieldHint[]; example: unknown } {
  const fields: FieldHint[] = [];
  listed(node, "", [], fields);
  return { fields, example: exampleOf(node, []) };
}

/** `within` = the records it stands in: one that leads back to itself is told once. */
function listed(node: AvroNode, path: string, within: readonly AvroNode[], out: FieldHint[]): void {
  if (within.length > mostHintDepth || out.length > mostHints) return;
  switch (node.kind) {
    case "array":
      listed(node.items, `${path}[]`, within, out);
      return;
    case "map":
      listed(node.values, `${path}{}`, within, out);
      return;
    case "union":
      for (const branch of node.branches) listed(branch, path, within, out);
      return;
    case "record":
      if (within.includes(node)) return;
      for (const field of node.fields) {
        const at = pathOf(path, field.name);
        out.push({
          path: at,
          type: typeWords(field.node),
          isRequired: !field.hasDefault,
          default: field.hasDefault ? JSON.stringify(field.default) : null,
          doc: field.doc,
        });
        listed(field.node, at, [...within, node], out);
      }
      return;
    default:
      if (path === "" && out.length === 0)
        out.push({ path, type: typeWords(node), isRequired: true, default: null, doc: null });
  }
}

function typeWords(node: AvroNode): string {
  switch (node.kind) {
    case "array":
      return `list of ${typeWords(node.items)}`;
    case "map":
      return `map of ${typeWords(node.values)}`;
    case "union":
      return node.branches.map(typeWords).join(" or ");
    case "enum":
      return `one of ${node.symbols.join(", ")}`;
    case "record":
      return node.name;
    case "fixed":
      return node.logical?.name ?? `${node.size} bytes`;
    default:
      return node.logical?.name ?? node.kind;
  }
}

function exampleOf(node: AvroNode, within: readonly AvroNode[]): unknown {
  switch (node.kind) {
    case "null":
      return null;
    case "boolean":
      return false;
    case "int":
    case "long":
      return node.logical ? JSON.parse(node.logical.show(0n)) : 0;
    case "float":
    case "double":
      return 0.5;
    case "string":
      return "text";
    case "bytes":
      return node.logical ? JSON.parse(node.logical.show(Buffer.alloc(1))) : { $bytes: "AA==" };
    case "fixed":
      return node.logical
        ? JSON.parse(node.logical.show(Buffer.alloc(node.size)))
        : { $bytes: Buffer.alloc(node.size).toString("base64") };
    case "enum":
      return node.symbols[0];
    case "array":
      return canEnter(node.items, within) ? [exampleOf(node.items, within)] : [];
    case "map":
      return canEnter(node.values, within) ? { key: exampleOf(node.values, within) } : {};
    case "union": {
      const branch = node.branches.find((one) => one.kind !== "null" && canEnter(one, within));
      const isNullable = node.branches.some(({ kind }) => kind === "null");
      if (!branch || (isNullable && within.length >= mostHintDepth)) return null;
      const value = exampleOf(branch, within);
      return node.isWrapped ? { [branchName(branch)]: value } : value;
    }
    case "record":
      return Object.fromEntries(
        node.fields.map((field) => [
          field.name,
          isPlain(field.default) ? field.default : exampleOf(field.node, [...within, node]),
        ]),
      );
  }
}

/** A default that says something; those of unions and of whole records are better shown by what may stand there. */
function isPlain(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** Whether a value of this type can be written without coming back to a record it stands in. */
function canEnter(node: AvroNode, within: readonly AvroNode[]): boolean {
  return !within.includes(node) && within.length < mostHintDepth;
}

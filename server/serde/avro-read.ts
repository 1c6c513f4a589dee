import { type AvroNode, branchName } from "./avro-schema.ts";
import { Budget } from "./budget.ts";
import { ByteReader } from "./byte-reader.ts";
import { bytesText, mostDepth, numberText } from "./json-pieces.ts";
import { Refusal } from "./refusal.ts";

const mostCount = 2 ** 31;

/**
 * A whole value in Avro's binary encoding as JSON text: integers and decimals with all digits, times as ISO 8601, bytes as
 * `{"$bytes": base64}`, a value of a union alone where it tells which type it has.
 *
 * @throws Refusal also where bytes are left
 */
export function avroText(node: AvroNode, bytes: Buffer): string {
  const reader = new ByteReader(bytes);
  const text = avroValue(node, reader, new Budget(bytes.length));
  if (reader.left > 0) throw new Refusal(`${reader.left} bytes follow its end`);
  return text;
}

/** The value at the reader's place. @throws Refusal */
export function avroValue(node: AvroNode, reader: ByteReader, budget: Budget, depth = 0): string {
  if (depth > mostDepth) throw new Refusal(`it is nested more than ${mostDepth} deep`);
  switch (node.kind) {
    case "null":
      return budget.spend("null");
    case "boolean": {
      const byte = reader.uint8();
      if (byte > 1) throw new Refusal(`byte ${reader.at - 1} is neither true nor false`);
      return budget.spend(byte === 1 ? "true" : "false");
    }
    case "int":
    case "long": {
      const value = reader.varint64();
      if (node.kind === "int" && BigInt.asIntN(32, value) !== value)
        throw new Refusal(`the number before byte ${reader.at} does not fit 32 bits`);
      return budget.spend(node.logical ? node.logical.show(value) : value.toString());
    }
    case "float":
      return budget.spend(floatText(reader.bytes.readFloatLE(reader.pass(4))));
    case "double":
      return budget.spend(numberText(reader.bytes.readDoubleLE(reader.pass(8))));
    case "bytes": {
      const bytes = reader.take(length(reader));
      return budget.spend(node.logical ? node.logical.show(bytes) : bytesText(bytes));
    }
    case "fixed": {
      const bytes = reader.take(node.size);
      return budget.spend(node.logical ? node.logical.show(bytes) : bytesText(bytes));
    }
    case "string":
      return budget.spend(JSON.stringify(reader.take(length(reader)).toString("utf8")));
    case "enum": {
      const at = Number(reader.varint64());
      const symbol = node.symbols[at];
      if (symbol === undefined) throw new Refusal(`enum ${node.name} has no symbol ${at}`);
      return budget.spend(JSON.stringify(symbol));
    }
    case "union": {
      const at = Number(reader.varint64());
      const branch = node.branches[at];
      if (!branch) throw new Refusal(`a union of ${node.branches.length} types has no type ${at}`);
      const text = avroValue(branch, reader, budget, depth + 1);
      if (!node.isWrapped || branch.kind === "null") return text;
      return `{${budget.spend(JSON.stringify(branchName(branch)))}:${text}}`;
    }
    case "array": {
      budget.spend("[]");
      const items: string[] = [];
      for (let count = block(reader); count > 0; count = block(reader))
        for (let i = 0; i < count; i++) items.push(avroValue(node.items, reader, budget, depth + 1));
      return `[${items.join(",")}]`;
    }
    case "map": {
      budget.spend("{}");
      const entries: string[] = [];
      for (let count = block(reader); count > 0; count = block(reader))
        for (let i = 0; i < count; i++) {
          const key = budget.spend(JSON.stringify(reader.take(length(reader)).toString("utf8")));
          entries.push(`${key}:${avroValue(node.values, reader, budget, depth + 1)}`);
        }
      return `{${entries.join(",")}}`;
    }
    case "record": {
      // also one without fields, which takes no byte
      budget.spend("{}");
      const entries: string[] = [];
      for (const { name, node: inner } of node.fields) {
        const key = budget.spend(JSON.stringify(name));
        entries.push(`${key}:${avroValue(inner, reader, budget, depth + 1)}`);
      }
      return `{${entries.join(",")}}`;
    }
  }
}

/** Items of the next block; 0 = no more. A negative count is followed by the block's length in bytes. */
function block(reader: ByteReader): number {
  const count = Number(reader.varint64());
  if (count < 0) reader.varint64();
  const many = Math.abs(count);
  if (many > mostCount) throw new Refusal(`${many} items before byte ${reader.at} cannot be`);
  return many;
}

function length(reader: ByteReader): number {
  const value = reader.varint64();
  if (value < 0n || value > BigInt(reader.left))
    throw new Refusal(`a length of ${value} before byte ${reader.at} does not fit it`);
  return Number(value);
}

/** The shortest decimal that is this 32-bit float again. */
export function floatText(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return numberText(short);
  }
  return numberText(value);
}

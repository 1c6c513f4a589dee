import { type AvroField, type AvroNode, type AvroRecord, branchName } from "./avro-schema.ts";
import { ByteWriter } from "./byte-writer.ts";
import { bytesOf, doubleOf, integerOf, isPlainObject, kindOf } from "./json-for-writing.ts";
import { inField, Misfit } from "./misfit.ts";

const mostDepth = 200;
/** tries of unions within unions multiply */
const mostSteps = 5_000_000;

/**
 * A JSON value in Avro's binary encoding. A union's value stands alone or as `{"its type": value}`; bytes are `{"$bytes": base64}`
 * or, as Avro's own JSON has them, a text of characters up to U+00FF; fields that have a default may be left out.
 *
 * @throws Misfit
 */
export function avroBytes(node: AvroNode, value: unknown): Buffer {
  const writer = new AvroWriter();
  writer.write(node, value, "", 0);
  return writer.out.bytes();
}

class AvroWriter {
  readonly out = new ByteWriter();
  #steps = 0;

  write(node: AvroNode, value: unknown, path: string, depth: number): void {
    if (depth > mostDepth) throw new Misfit(path, `is nested more than ${mostDepth} deep`);
    if (++this.#steps > mostSteps) throw new Misfit(path, "takes too many tries: say the types of unions");
    switch (node.kind) {
      case "null":
        if (value !== null) throw wrong(path, "null", value);
        return;
      case "boolean":
        if (typeof value !== "boolean") throw wrong(path, "true or false", value);
        this.out.uint8(value ? 1 : 0);
        return;
      case "int":
      case "long": {
        const logical = node.logical?.raw(value);
        if (logical && !logical.ok) throw new Misfit(path, logical.reason);
        const whole = logical ? (logical.raw as bigint) : integerOf(value);
        const bits = node.kind === "int" ? 32 : 64;
        if (whole === null) throw wrong(path, "a whole number", value);
        if (BigInt.asIntN(bits, whole) !== whole) throw new Misfit(path, `does not fit ${bits} bits`);
        this.out.varint(whole);
        return;
      }
      case "float":
      case "double": {
        const number = doubleOf(value);
        if (number === null) throw wrong(path, "a number", value);
        if (node.kind === "float") this.out.floatLE(number);
        else this.out.doubleLE(number);
        return;
      }
      case "string":
        if (typeof value !== "string") throw wrong(path, "a text", value);
        this.#sized(Buffer.from(value));
        return;
      case "bytes":
        this.#sized(rawBytes(node, value, path));
        return;
      case "fixed": {
        const bytes = rawBytes(node, value, path);
        if (bytes.length !== node.size) throw new Misfit(path, `must have ${node.size} bytes, not ${bytes.length}`);
        this.out.raw(bytes);
        return;
      }
      case "enum": {
        const at = typeof value === "string" ? node.symbols.indexOf(value) : -1;
        if (at < 0) throw wrong(path, `one of ${node.symbols.slice(0, 20).join(", ")}`, value);
        this.out.varint(at);
        return;
      }
      case "array": {
        if (!Array.isArray(value)) throw wrong(path, "a list", value);
        if (value.length > 0) this.out.varint(value.length);
        for (const [i, item] of value.entries()) this.write(node.items, item, `${path}[${i}]`, depth + 1);
        this.out.varint(0);
        return;
      }
      case "map": {
        if (!isPlainObject(value)) throw wrong(path, "an object", value);
        const entries = Object.entries(value);
        if (entries.length > 0) this.out.varint(entries.length);
        for (const [key, item] of entries) {
          this.#sized(Buffer.from(key));
          this.write(node.values, item, inField(path, key), depth + 1);
        }
        this.out.varint(0);
        return;
      }
      case "record":
        this.#record(node, value, path, depth);
        return;
      case "union":
        this.#union(node.branches, value, path, depth);
    }
  }

  #sized(bytes: Buffer): void {
    this.out.varint(bytes.length).raw(bytes);
  }

  #record(node: AvroRecord, value: unknown, path: string, depth: number): void {
    if (!isPlainObject(value)) throw wrong(path, `an object with the fields of ${node.name}`, value);
    const known = new Set(node.fields.map(({ name }) => name));
    for (const name of Object.keys(value))
      if (!known.has(name)) throw new Misfit(inField(path, name), `is no field of ${node.name}`);
    for (const field of node.fields) {
      const at = inField(path, field.name);
      if (Object.hasOwn(value, field.name)) this.write(field.node, value[field.name], at, depth + 1);
      else if (field.hasDefault) this.#default(field, at, depth);
      else throw new Misfit(at, "is missing, and has no default");
    }
  }

  /** The default of a union is one of its first type. */
  #default({ node, default: value }: AvroField, path: string, depth: number): void {
    const first = node.kind === "union" ? node.branches[0] : undefined;
    if (first) this.out.varint(0);
    this.write(first ?? node, value, path, depth + 1);
  }

  #union(branches: readonly AvroNode[], value: unknown, path: string, depth: number): void {
    const [only] = isPlainObject(value) ? Object.keys(value) : [];
    const said = only === undefined || Object.keys(value as object).length !== 1 ? -1 : saidBranch(branches, only);
    const saidNode = branches[said];
    if (saidNode && only !== undefined) {
      const failure = this.#attempt(said, saidNode, (value as Record<string, unknown>)[only], path, depth);
      if (!failure) return;
      // it may also be a record or a map whose only field has the name of a type
      if (!branches.some((_, at) => !this.#attempt(at, branches[at] as AvroNode, value, path, depth))) throw failure;
      return;
    }
    let last: Misfit | null = null;
    for (const [at, branch] of branches.entries()) {
      const failure = this.#attempt(at, branch, value, path, depth);
      if (!failure) return;
      if (branch.kind !== "null" || !last) last = failure;
    }
    const real = branches.filter(({ kind }) => kind !== "null");
    // where there is but one type to be of, what is wrong with it is the better answer
    if (last && real.length === 1 && value !== null) throw last;
    throw wrong(path, `one of ${branches.map(branchName).join(", ")}`, value);
  }

  #attempt(at: number, branch: AvroNode, value: unknown, path: string, depth: number): Misfit | null {
    const { length } = this.out;
    try {
      this.out.varint(at);
      this.write(branch, value, path, depth + 1);
      return null;
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      this.out.cut(length);
      return error;
    }
  }
}

/** The branch a name means: as a whole, or its last part where only one ends so. */
function saidBranch(branches: readonly AvroNode[], name: string): number {
  const whole = branches.findIndex((branch) => branchName(branch) === name);
  if (whole >= 0) return whole;
  const short = branches.flatMap((branch, at) => (branchName(branch).endsWith(`.${name}`) ? [at] : []));
  return short.length === 1 ? (short[0] ?? -1) : -1;
}

function rawBytes(
  node: Extract<AvroNode, { kind: "bytes" | "fixed" }> | AvroNode,
  value: unknown,
  path: string,
): Buffer {
  const logical = "logical" in node ? node.logical?.raw(value) : undefined;
  if (logical && !logical.ok) throw new Misfit(path, logical.reason);
  if (logical) return logical.raw as Buffer;
  const bytes = bytesOf(value);
  if (bytes) return bytes;
  if (typeof value !== "string") throw wrong(path, '{"$bytes": base64}', value);
  for (const char of value)
    if (char > "\u00ff") throw new Misfit(path, "has characters beyond U+00FF, which stand for no byte");
  return Buffer.from(value, "latin1");
}

function wrong(path: string, wanted: string, value: unknown): Misfit {
  return new Misfit(path, `must be ${wanted}, not ${kindOf(value)}`);
}

import protobuf from "protobufjs";
import { descriptorRoot, type ProtoSource, protoRoot } from "./proto-files.ts";
import { Refusal } from "./refusal.ts";

export type ProtoEnum = { names: ReadonlyMap<number, string>; numbers: ReadonlyMap<string, number> };
/** A field; `type` is a scalar's name, or tells that `message` or `enumeration` is there. `unknown` = it uses a type that is missing. */
export type ProtoField = {
  name: string;
  jsonName: string;
  number: number;
  type: string;
  message: ProtoMessage | null;
  enumeration: ProtoEnum | null;
  isRepeated: boolean;
  /** scalar type of a map's keys */
  mapKey: string | null;
  isPacked: boolean;
  /** whether it can be absent: an absent one without presence means its default */
  hasPresence: boolean;
  isRequired: boolean;
  isGroup: boolean;
  oneof: string | null;
  /** as its schema says it, where it says one */
  default: unknown;
  doc: string | null;
};
export type ProtoMessage = {
  /** with its package */
  name: string;
  fields: readonly ProtoField[];
  byNumber: ReadonlyMap<number, ProtoField>;
  byName: ReadonlyMap<string, ProtoField>;
};

/** what has a length of its own stands alone in a list */
const unpackable = new Set(["string", "bytes"]);

/** The messages of a schema, made when they are asked for. */
export class ProtoSchema {
  readonly #root: protobuf.Root;
  readonly #main: string;
  readonly #made = new Map<protobuf.Type, ProtoMessage>();
  readonly #enums = new Map<protobuf.Enum, ProtoEnum>();

  private constructor(root: protobuf.Root, main: string) {
    this.#root = root;
    this.#main = main;
  }

  /** @throws Refusal */
  static ofFiles(main: ProtoSource, imports: readonly ProtoSource[]): ProtoSchema {
    const loaded = protoRoot(main, imports);
    return new ProtoSchema(loaded.root, loaded.main);
  }

  /** @throws Refusal */
  static ofDescriptor(bytes: Uint8Array): ProtoSchema {
    const loaded = descriptorRoot(bytes);
    return new ProtoSchema(loaded.root, loaded.main);
  }

  /** The message that indexes lead to: the nth of the file, the nth in it, and so on. @throws Refusal */
  at(indexes: readonly number[]): ProtoMessage {
    let siblings = this.#topLevel();
    let type: protobuf.Type | undefined;
    for (const index of indexes) {
      type = siblings[index];
      if (!type) throw new Refusal(`its schema has no message at ${indexes.join(", ")}`);
      siblings = nestedTypes(type);
    }
    if (!type) throw new Refusal("its schema has no message");
    return this.#message(type);
  }

  /** The indexes of a message by its name, with or without its package. @throws Refusal */
  indexesOf(name: string): number[] {
    const walk = (types: readonly protobuf.Type[], path: number[]): number[] | null => {
      for (const [i, type] of types.entries()) {
        const here = [...path, i];
        if (plainName(type) === name || type.name === name) return here;
        const inside = walk(nestedTypes(type), here);
        if (inside) return inside;
      }
      return null;
    };
    const found = walk(this.#topLevel(), []);
    if (!found) throw new Refusal(`its schema has no message ${name.slice(0, 100)}; it has ${this.names().join(", ")}`);
    return found;
  }

  /** A message by its name, of any file. @throws Refusal */
  named(name: string): ProtoMessage {
    const found = this.find(name);
    if (found) return found;
    return this.at(this.indexesOf(name));
  }

  /** A message by its whole name; null where there is none, as for what an Any holds. */
  find(name: string): ProtoMessage | null {
    try {
      return this.#message(this.#root.lookupType(name));
    } catch {
      return null;
    }
  }

  names(): string[] {
    return this.#topLevel().map(plainName).slice(0, 20);
  }

  /** All that can be written, those within others after them. */
  allNames(): string[] {
    const walk = (types: readonly protobuf.Type[]): string[] =>
      types.flatMap((type) => [plainName(type), ...walk(nestedTypes(type))]);
    return walk(this.#topLevel());
  }

  #topLevel(): protobuf.Type[] {
    const found: protobuf.Type[] = [];
    const walk = (space: protobuf.NamespaceBase): void => {
      for (const one of space.nestedArray) {
        if (one instanceof protobuf.Type) {
          if (one.filename === this.#main) found.push(one);
        } else if (one instanceof protobuf.Namespace) walk(one);
      }
    };
    walk(this.#root);
    return found;
  }

  #message(type: protobuf.Type): ProtoMessage {
    const made = this.#made.get(type);
    if (made) return made;
    const fields: ProtoField[] = [];
    const byNumber = new Map<number, ProtoField>();
    const byName = new Map<string, ProtoField>();
    const message: ProtoMessage = { name: plainName(type), fields, byNumber, byName };
    // before its fields are made: they may lead back to it
    this.#made.set(type, message);
    for (const field of type.fieldsArray) {
      const one = this.#field(field);
      // what is not known is shown by its number
      if (!one) continue;
      fields.push(one);
      byNumber.set(one.number, one);
      byName.set(one.jsonName, one);
    }
    for (const one of fields) byName.set(one.name, one);
    return message;
  }

  #field(field: protobuf.Field): ProtoField | null {
    try {
      field.resolve();
    } catch {
      return null;
    }
    const { resolvedType } = field;
    const self = this;
    let message: ProtoMessage | null = null;
    const isSynthetic = field.options?.proto3_optional === true;
    return {
      name: field.name.startsWith(".") ? `[${field.name.slice(1)}]` : field.name,
      jsonName: lowerCamel(field.name),
      number: field.id,
      type:
        resolvedType instanceof protobuf.Enum ? "enum" : resolvedType instanceof protobuf.Type ? "message" : field.type,
      // of a message in a message in a message: made when it is met
      get message() {
        if (!(resolvedType instanceof protobuf.Type)) return null;
        message ??= self.#message(resolvedType);
        return message;
      },
      enumeration: resolvedType instanceof protobuf.Enum ? this.#enum(resolvedType) : null,
      isRepeated: field.repeated,
      mapKey: field instanceof protobuf.MapField ? field.keyType : null,
      isPacked:
        field.repeated && field.packed && !unpackable.has(field.type) && !(resolvedType instanceof protobuf.Type),
      hasPresence: Boolean(field.hasPresence) || (resolvedType instanceof protobuf.Type && !field.repeated),
      isRequired: field.required,
      isGroup: field.delimited,
      oneof: field.partOf && !isSynthetic ? field.partOf.name : null,
      default: field.options?.default,
      doc: field.comment,
    };
  }

  #enum(type: protobuf.Enum): ProtoEnum {
    const made = this.#enums.get(type);
    if (made) return made;
    const numbers = new Map(Object.entries(type.values));
    const names = new Map<number, string>();
    // of several names for one number the first is the one that is written
    for (const [name, number] of numbers) if (!names.has(number)) names.set(number, name);
    const one = { names, numbers };
    this.#enums.set(type, one);
    return one;
  }
}

function nestedTypes(type: protobuf.Type): protobuf.Type[] {
  return type.nestedArray.filter((one) => one instanceof protobuf.Type);
}

function plainName(type: protobuf.Type): string {
  return type.fullName.replace(/^\./, "");
}

/** As the JSON mapping of Protocol Buffers calls a field. */
function lowerCamel(name: string): string {
  return name.replace(/_+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

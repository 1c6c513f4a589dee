import protobuf from "protobufjs";
import descriptorPackage from "protobufjs/ext/descriptor.js";
import descriptorJson from "protobufjs/google/protobuf/descriptor.json" with { type: "json" };
import { Refusal } from "./refusal.ts";

/** Files of Protocol Buffers: their text, or a descriptor as serializers of some languages register it (base64). */
export type ProtoSource = { name: string; text: string };

/** Types that every registry and compiler brings along. */
const builtIn: Record<string, string> = {
  "confluent/type/decimal.proto":
    'syntax = "proto3"; package confluent.type; message Decimal { bytes value = 1; uint32 precision = 2; int32 scale = 3; }',
  "confluent/meta.proto":
    'syntax = "proto3"; package confluent; message Meta { string doc = 1; map<string, string> params = 2; repeated string tags = 3; }',
  "google/type/date.proto":
    'syntax = "proto3"; package google.type; message Date { int32 year = 1; int32 month = 2; int32 day = 3; }',
  "google/type/timeofday.proto":
    'syntax = "proto3"; package google.type; message TimeOfDay { int32 hours = 1; int32 minutes = 2; int32 seconds = 3; int32 nanos = 4; }',
  "google/type/money.proto":
    'syntax = "proto3"; package google.type; message Money { string currency_code = 1; int64 units = 2; int32 nanos = 3; }',
  "google/type/latlng.proto":
    'syntax = "proto3"; package google.type; message LatLng { double latitude = 1; double longitude = 2; }',
  "google/type/decimal.proto": 'syntax = "proto3"; package google.type; message Decimal { string value = 1; }',
};
const mostText = 4 * 1024 * 1024;

type Loaded = { root: protobuf.Root; main: string };

/**
 * Parses a file and those it imports into one tree. What is imported and nowhere to be found is no error: only the fields that
 * need it cannot be read.
 *
 * @throws Refusal
 */
export function protoRoot(main: ProtoSource, imports: readonly ProtoSource[]): Loaded {
  return guarded(() => {
    const loader = new Loader(new Map(imports.map((one) => [one.name, one.text])));
    loader.file(main.name, main.text, 0);
    return { root: loader.finished(), main: main.name };
  });
}

/** The same of a FileDescriptorSet, as `protoc --descriptor_set_out --include_imports` writes it. @throws Refusal */
export function descriptorRoot(bytes: Uint8Array): Loaded {
  return guarded(() => {
    const { file } = descriptorPackage.FileDescriptorSet.decode(bytes) as unknown as { file: FileDescriptor[] };
    const loader = new Loader(new Map());
    for (const one of file) loader.descriptor(one.name ?? "", one, 0);
    // protoc puts the file it was asked for last
    return { root: loader.finished(), main: file.at(-1)?.name ?? "" };
  });
}

function guarded<T>(load: () => T): T {
  try {
    return load();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const words = error instanceof RangeError ? "it is nested too deep" : error instanceof Error ? error.message : "";
    throw new Refusal(`its schema cannot be read: ${(words.split("\n", 1)[0] ?? "").slice(0, 300)}`);
  }
}

type FileDescriptor = {
  name?: string;
  package?: string;
  dependency?: string[];
  syntax?: string;
  messageType?: object[];
  enumType?: object[];
};

class Loader {
  readonly #root = new protobuf.Root();
  readonly #sources: ReadonlyMap<string, string>;
  readonly #begun = new Set<string>();
  #size = 0;

  constructor(sources: ReadonlyMap<string, string>) {
    this.#sources = sources;
  }

  /** The tree, with all that can be resolved; what extends something unknown is left out. */
  finished(): protobuf.Root {
    (this.#root as unknown as { deferred: unknown[] }).deferred = [];
    try {
      this.#root.resolveAll();
    } catch {
      // a type is missing: the fields that need it say so when they are read
    }
    return this.#root;
  }

  file(name: string, text: string, depth: number): void {
    this.#begun.add(name);
    this.#size += text.length;
    if (this.#size > mostText) throw new Refusal("its schema is larger than 4 MiB");
    const descriptor = /[;{]/.test(text) ? null : Buffer.from(text, "base64");
    if (descriptor) {
      const file = descriptorPackage.FileDescriptorProto.decode(descriptor) as unknown as FileDescriptor;
      this.descriptor(name, file, depth);
      return;
    }
    const scan = protobuf.parse(text, new protobuf.Root(), { keepCase: true });
    for (const one of [...(scan.imports ?? []), ...(scan.weakImports ?? [])]) this.#import(one, depth);
    (protobuf.parse as unknown as { filename: string | null }).filename = name;
    try {
      protobuf.parse(text, this.#root, { keepCase: true, alternateCommentMode: true });
    } finally {
      (protobuf.parse as unknown as { filename: string | null }).filename = null;
    }
  }

  #import(name: string, depth: number): void {
    if (this.#begun.has(name)) return;
    if (depth > 100) throw new Refusal("its schema imports more than 100 deep");
    this.#begun.add(name);
    const text = this.#sources.get(name) ?? builtIn[name];
    const known = name === "google/protobuf/descriptor.proto" ? descriptorJson : protobuf.common.get(name);
    if (text !== undefined) this.file(name, text, depth + 1);
    else if (known?.nested) this.#root.addJSON(known.nested as Record<string, protobuf.AnyNestedObject>);
  }

  descriptor(name: string, file: FileDescriptor, depth: number): void {
    this.#begun.add(name);
    for (const one of file.dependency ?? []) this.#import(one, depth);
    const place = file.package ? this.#root.define(file.package) : this.#root;
    const edition = file.syntax === "proto3" ? "proto3" : file.syntax === "editions" ? "2023" : "proto2";
    for (const one of file.messageType ?? []) {
      const type = protobuf.Type.fromDescriptor(one as never, { edition, keepCase: true } as never);
      if (place.get(type.name)) continue;
      type.filename = name;
      place.add(type);
    }
    for (const one of file.enumType ?? []) {
      const made = protobuf.Enum.fromDescriptor(one as never, { edition } as never);
      if (!place.get(made.name)) place.add(made);
    }
  }
}

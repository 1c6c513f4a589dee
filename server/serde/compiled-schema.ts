import type { Schema } from "../schemas/schema.ts";
import { type AvroNode, avroSchema } from "./avro-schema.ts";
import { ProtoSchema } from "./proto-schema.ts";
import { Refusal } from "./refusal.ts";

/** A schema once read, or why it cannot be. */
type Made<T> = { ok: true; value: T } | { ok: false; reason: string };

/** Beside the schema they are made of, and gone with it. */
const avro = new WeakMap<Schema, Made<AvroNode>>();
const proto = new WeakMap<Schema, Made<ProtoSchema>>();

/** @throws Refusal */
export function avroOf(schema: Schema): AvroNode {
  return once(avro, schema, () =>
    avroSchema(
      schema.text,
      schema.imports.map(({ text }) => text),
    ),
  );
}

/** @throws Refusal */
export function protoOf(schema: Schema): ProtoSchema {
  return once(proto, schema, () =>
    schema.descriptor
      ? ProtoSchema.ofDescriptor(schema.descriptor)
      : ProtoSchema.ofFiles({ name: schema.file ?? "the schema", text: schema.text }, schema.imports),
  );
}

function once<T>(all: WeakMap<Schema, Made<T>>, schema: Schema, make: () => T): T {
  let made = all.get(schema);
  if (!made) {
    made = attempt(make);
    all.set(schema, made);
  }
  if (made.ok) return made.value;
  throw new Refusal(made.reason);
}

function attempt<T>(make: () => T): Made<T> {
  try {
    return { ok: true, value: make() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, reason: error.message };
    if (error instanceof RangeError) return { ok: false, reason: "its schema is nested too deep" };
    throw error;
  }
}

import type { Schema } from "../schemas/schema.ts";
import { avroHints } from "./avro-hints.ts";
import { avroOf, protoOf } from "./compiled-schema.ts";
import { type FieldHint, mostHints } from "./field-hint.ts";
import { jsonSchemaHints } from "./json-schema-hints.ts";
import { protoHints } from "./proto-hints.ts";

/** `example` = JSON text; what a schema asks beyond types (a pattern, say) it may not meet. */
export type SchemaHints = {
  /** protobuf: the message it is about, and all there are */
  message: string | null;
  messages: string[];
  fields: FieldHint[];
  isCut: boolean;
  example: string;
};
/** What somebody needs to know who writes a value by a schema. @throws Refusal when the schema cannot be used */
export function schemaHints(schema: Schema, message?: string): SchemaHints {
  if (schema.type === "PROTOBUF") {
    const proto = protoOf(schema);
    const of = message === undefined ? proto.at([0]) : proto.at(proto.indexesOf(message));
    const { fields, example } = protoHints(of);
    return told(fields, example, of.name, proto.allNames());
  }
  const { fields, example } = schema.type === "AVRO" ? avroHints(avroOf(schema)) : jsonSchemaHints(schema.text);
  return told(fields, example, null, []);
}

function told(fields: FieldHint[], example: unknown, message: string | null, messages: string[]): SchemaHints {
  return {
    message,
    messages: messages.slice(0, mostHints),
    fields: fields.slice(0, mostHints),
    isCut: fields.length > mostHints,
    example: JSON.stringify(example, null, 2) ?? "null",
  };
}

import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { integer, listQuery, page } from "./list.ts";

export const SchemaType = z.enum(["AVRO", "PROTOBUF", "JSON"]);
const reference = z.object({ name: z.string(), subject: z.string(), version: z.number() });

/** A schema as the registry keeps it; `text` is its source, as it was registered. */
export const RegisteredSchema = z.object({
  subject: z.string(),
  version: z.number(),
  id: z.number(),
  type: SchemaType,
  text: z.string(),
  references: z.array(reference),
});
export type RegisteredSchema = z.output<typeof RegisteredSchema>;

export const SubjectRow = z.object({
  name: z.string(),
  /** the topic and the part of its records that the name speaks of, by the usual strategy `<topic>-key` and `<topic>-value` */
  topic: z.nullable(z.string()),
  part: z.nullable(z.enum(["key", "value"])),
});
export type SubjectRow = z.output<typeof SubjectRow>;

export const listSubjects = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/schemas/subjects",
  access: { schema: "view" },
  summary: "The subjects of the cluster's schema registry",
  query: listQuery(["name"], {}),
  reply: page(SubjectRow),
});

export const listSubjectVersions = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/schemas/subjects/{subject}/versions",
  access: { schema: "view" },
  summary: "The versions of a subject, the oldest first",
  query: z.strictObject({}),
  reply: page(z.object({ version: z.number() })),
});

export const getSubjectVersion = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/schemas/subjects/{subject}/versions/{version}",
  access: { schema: "view" },
  summary: "One version of a subject: a number, or latest",
  query: z.strictObject({}),
  reply: RegisteredSchema,
});

export const getSchema = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/schemas/ids/{schema}",
  access: { schema: "view" },
  summary: "A schema by the id that records carry, with the subjects it stands under and what it imports",
  query: z.strictObject({}),
  reply: z.object({
    id: z.number(),
    type: SchemaType,
    text: z.string(),
    uses: z.array(z.object({ subject: z.string(), version: z.number() })),
    imports: z.array(z.object({ name: z.string(), text: z.string() })),
  }),
});

const rule = z.nullable(z.object({ format: z.string(), words: z.string() }));
export const listFormats = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics/{topic}/formats",
  access: { records: "read" },
  summary: "The names records of a topic can be read and written in, and what the configuration says of it",
  query: z.strictObject({}),
  reply: z.object({
    /** for `keyFormat` and `valueFormat`, besides `auto` */
    read: z.array(z.string()),
    /** for `{format, text}` of a record that is produced */
    write: z.array(z.string()),
    /** what `auto` begins with, by a rule of the configuration */
    key: rule,
    value: rule,
    hasRegistry: z.boolean(),
  }),
});

const schemaId = integer(1, 2 ** 31 - 1);
const name = z.string().check(z.minLength(1, "must not be empty"), z.maxLength(1000, "is too long"));
export const describeWriting = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics/{topic}/formats/schema",
  access: { schema: "view" },
  summary:
    "The schema that keys or values of a topic are written by: its fields and an example, chosen as for a produced record",
  query: z.strictObject({
    part: z.enum(["key", "value"], "must be key or value"),
    format: z.enum(["avro", "protobuf", "json-schema"], "must be avro, protobuf or json-schema"),
    subject: z.optional(name),
    version: z.optional(schemaId),
    schemaId: z.optional(schemaId),
    message: z.optional(name),
  }),
  reply: z.object({
    /** what the schema was chosen by, in words */
    words: z.string(),
    /** false: written without the registry's mark, as a rule of the configuration reads it */
    isFramed: z.boolean(),
    id: z.nullable(z.number()),
    subject: z.nullable(z.string()),
    version: z.nullable(z.number()),
    type: SchemaType,
    /** protobuf: the message that is written, and all the schema has */
    message: z.nullable(z.string()),
    messages: z.array(z.string()),
    /** `path` leads there, as `items[].sku`; `default` is JSON text. At most 300, then `isCut` */
    fields: z.array(
      z.object({
        path: z.string(),
        type: z.string(),
        isRequired: z.boolean(),
        default: z.nullable(z.string()),
        doc: z.nullable(z.string()),
      }),
    ),
    isCut: z.boolean(),
    /** JSON text of a value of the schema's types */
    example: z.string(),
  }),
});

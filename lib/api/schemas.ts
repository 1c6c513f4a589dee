import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { listQuery, page } from "./list.ts";

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

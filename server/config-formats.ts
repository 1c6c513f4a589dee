import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import * as z from "zod/mini";
import type { FieldError } from "../lib/api/error.ts";
import { Tls, text } from "./config-tls.ts";
import { type Schema, schemaRef } from "./schemas/schema.ts";
import { schemaFormats } from "./serde/by-schema.ts";
import { avroOf, protoOf } from "./serde/compiled-schema.ts";
import type { FormatRule, GivenFormat } from "./serde/decoding.ts";
import { formatNames } from "./serde/order.ts";
import { Refusal } from "./serde/refusal.ts";

/** Rules with what their files hold; a rule names its schema by the place in `schemas`. */
export type GivenRules = { rules: FormatRule[]; schemas: Schema[] };

const url = text.check(
  z.refine((value) => {
    if (!URL.canParse(value)) return false;
    const { protocol, username, password, search, hash } = new URL(value);
    return /^https?:$/.test(protocol) && username + password + search + hash === "";
  }, "must be a http or https URL without credentials in it, such as https://registry.example.org:8081"),
);
export const SchemaRegistry = z.union(
  [
    url,
    z
      .strictObject({
        url: z.union([url, z.array(url).check(z.minLength(1))], "must be a URL or a list of them"),
        username: z.optional(text),
        password: z.optional(text),
        token: z.optional(text),
        tls: z.optional(Tls),
        timeoutMs: z.optional(z.int("must be milliseconds").check(z.gte(100), z.lte(30_000, "must be at most 30000"))),
      })
      .check(
        z.refine(
          (one) => one.token === undefined || one.username === undefined,
          "must have a token or a username, not both",
        ),
        z.refine(
          (one) => (one.password === undefined) === (one.username === undefined),
          "needs username and password together",
        ),
      ),
  ],
  "must be a URL, or an object with url, username, password, token, tls, timeoutMs",
);

const formatName = z
  .string("must be text")
  .check(z.refine((name) => formatNames.includes(name), `must be one of ${formatNames.join(", ")}`));
const Part = z.union(
  [
    formatName,
    z.strictObject({
      format: formatName,
      file: z.optional(text),
      imports: z.optional(z.array(text, "must be a list of paths")),
      message: z.optional(text),
      subject: z.optional(text),
      version: z.optional(z.int("must be a number").check(z.gte(1, "must be 1 or more"))),
      schemaId: z.optional(z.int("must be a number").check(z.gte(1, "must be 1 or more"))),
    }),
  ],
  "must be the name of a format, or an object with format, file, message, …",
);
export const FormatRules = z.array(
  z.strictObject({ topics: text, key: z.optional(Part), value: z.optional(Part) }),
  "must be a list of rules",
);

type WrittenPart = z.output<typeof Part>;
type Place = { path: string; directory: string; errors: FieldError[] };

/** Reads the files that rules name; what cannot be read, or is no schema, is added to `errors` by its path. */
export function givenRules(
  written: z.output<typeof FormatRules>,
  path: string,
  directory: string,
  errors: FieldError[],
): GivenRules {
  const schemas: Schema[] = [];
  const rules = written.map(({ topics, key, value }, at): FormatRule => {
    const part = (one: WrittenPart | undefined, name: string): GivenFormat | null =>
      one === undefined
        ? null
        : givenFormat(one, topics, { path: `${path}[${at}].${name}`, directory, errors }, schemas);
    return { topics, key: part(key, "key"), value: part(value, "value") };
  });
  return { rules, schemas };
}

function givenFormat(part: WrittenPart, topics: string, place: Place, schemas: Schema[]): GivenFormat {
  const words = `a rule for topics ${topics}`;
  if (typeof part === "string") return { format: part, words };
  const { format, file, message, subject, version, schemaId } = part;
  const wrong = (name: string, why: string) => place.errors.push({ path: `${place.path}.${name}`, message: why });
  const named = [file, subject, schemaId].filter((one) => one !== undefined);
  if (named.length > 1) wrong("file", "excludes subject and schemaId: give one of them");
  if (named.length > 0 && !Object.hasOwn(schemaFormats, format)) wrong("format", "takes no schema");
  if (message !== undefined && format !== "protobuf") wrong("message", "is for protobuf only");
  const given = { format, message };
  if (schemaId !== undefined)
    return { ...given, schema: schemaRef.id(schemaId), words: `${words}: schema ${schemaId}` };
  if (subject !== undefined) {
    const ref = version === undefined ? schemaRef.latest(subject) : schemaRef.version(subject, version);
    return {
      ...given,
      schema: ref,
      words: `${words}: ${subject} ${version === undefined ? "(latest)" : `v${version}`}`,
    };
  }
  if (file === undefined) return { ...given, words };
  const schema = readSchema(part, { ...place, path: `${place.path}.file` });
  const ref = schemaRef.given(schemas.push(schema) - 1);
  return {
    ...given,
    schema: ref,
    words: `${words}: ${basename(file)}${message === undefined ? "" : `, message ${message}`}`,
  };
}

function readSchema(part: Exclude<WrittenPart, string>, place: Place): Schema {
  const { format, file = "", message, imports = [] } = part;
  const path = resolve(place.directory, file);
  const base = { id: null, uses: [], file: basename(path) };
  const content = read(path, place);
  const isText = /\.(proto|avsc|json|txt)$/.test(path);
  let schema: Schema;
  if (format === "protobuf" && !isText)
    schema = { ...base, type: "PROTOBUF", text: "", descriptor: content, imports: [] };
  else if (format === "protobuf") {
    const directories = [dirname(path), ...imports.map((one) => resolve(place.directory, one))];
    const source = content.toString("utf8");
    schema = { ...base, type: "PROTOBUF", text: source, imports: protoImports(source, directories) };
  } else {
    const type = format === "avro" ? "AVRO" : "JSON";
    const texts = imports.map((one) => ({
      name: one,
      text: read(resolve(place.directory, one), place).toString("utf8"),
    }));
    schema = { ...base, type, text: content.toString("utf8"), imports: texts };
  }
  check(schema, message, place);
  return schema;
}

function read(path: string, { path: field, errors }: Place): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    errors.push({
      path: field,
      message: `names ${path}, which cannot be read (${(cause as NodeJS.ErrnoException).code})`,
    });
    return Buffer.alloc(0);
  }
}

/** All that a .proto imports and that lies in one of the directories; what does not is a well-known file or is missing. */
function protoImports(source: string, directories: readonly string[]): { name: string; text: string }[] {
  const found = new Map<string, string>();
  const follow = (text: string): void => {
    for (const [, name = ""] of text.matchAll(/^\s*import\s+(?:public\s+|weak\s+)?["']([^"']+)["']/gm)) {
      if (found.has(name)) continue;
      for (const directory of directories) {
        try {
          const text = readFileSync(resolve(directory, name), "utf8");
          found.set(name, text);
          follow(text);
          break;
        } catch {
          // in another directory, perhaps
        }
      }
    }
  };
  follow(source);
  return [...found].map(([name, text]) => ({ name, text }));
}

function check(schema: Schema, message: string | undefined, { path, errors }: Place): void {
  if (errors.some((error) => error.path === path)) return;
  try {
    if (schema.type === "AVRO") avroOf(schema);
    else if (schema.type === "PROTOBUF") {
      const proto = protoOf(schema);
      if (message === undefined) proto.at([0]);
      else proto.named(message);
    } else JSON.parse(schema.text);
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof SyntaxError)) throw error;
    errors.push({ path, message: `cannot be used: ${error.message}` });
  }
}

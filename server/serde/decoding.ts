import type { FoundSchema, SchemaLookup, SchemaRef } from "../schemas/schema.ts";
import type { SchemaCache } from "../schemas/schema-cache.ts";

/** How keys or values of some topics are to be read, as the configuration says. */
export type GivenFormat = {
  format: string;
  /** the schema of avro, protobuf and json-schema, where bytes do not name one */
  schema?: SchemaRef | undefined;
  /** protobuf's message, where it is not the first of the file */
  message?: string | undefined;
  /** what the person is told: the rule and where the schema is from */
  words: string;
};
/** `topics` is a name in which `*` stands for anything. */
export type FormatRule = { topics: string; key: GivenFormat | null; value: GivenFormat | null };

/** What decoding the records of one topic needs besides their bytes. `source` is null in worker threads. */
export type TopicDecoding = {
  schemas: SchemaLookup;
  given: { key: GivenFormat | null; value: GivenFormat | null };
  source: Decoding | null;
};

/** The configured formats and the schemas of one cluster. */
export class Decoding {
  readonly #schemas: SchemaCache;
  readonly #rules: readonly FormatRule[];

  constructor(schemas: SchemaCache, rules: readonly FormatRule[]) {
    this.#schemas = schemas;
    this.#rules = rules;
  }

  /** The first rule whose pattern fits decides, for the key and for the value on its own. */
  of(topic: string): TopicDecoding {
    const fitting = this.#rules.filter(({ topics }) => isMatch(topics, topic));
    const first = (part: "key" | "value") => fitting.find((rule) => rule[part] !== null)?.[part] ?? null;
    return { schemas: this.#schemas, given: { key: first("key"), value: first("value") }, source: this };
  }

  /** null where the cluster has none configured */
  get registry(): SchemaCache["registry"] {
    return this.#schemas.registry;
  }

  /** See `SchemaCache.settled`. */
  settled<T>(work: () => T): Promise<T> {
    return this.#schemas.settled(work);
  }

  /** Never throws. */
  schema(ref: SchemaRef): Promise<FoundSchema> {
    return this.#schemas.fetch(ref);
  }
}

function isMatch(pattern: string, topic: string): boolean {
  const parts = pattern.split("*");
  const [first = "", ...rest] = parts;
  if (rest.length === 0) return pattern === topic;
  const last = rest.pop() ?? "";
  if (!topic.startsWith(first) || topic.length < first.length + last.length || !topic.endsWith(last)) return false;
  let at = first.length;
  const end = topic.length - last.length;
  for (const part of rest) {
    const found = topic.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

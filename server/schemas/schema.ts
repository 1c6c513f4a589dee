/** As the registry calls them. */
export type SchemaType = "AVRO" | "PROTOBUF" | "JSON";

/** Something a schema imports: `name` is what the importing text calls it. Those it imports itself stand before it. */
export type SchemaImport = { name: string; text: string };

/** A schema with all it imports. One object per schema and thread, so that what is made of it can be kept beside it. */
export type Schema = {
  type: SchemaType;
  text: string;
  /** a FileDescriptorSet instead of text; `text` is empty then */
  descriptor?: Uint8Array | undefined;
  imports: readonly SchemaImport[];
  /** the registry's id; null for what the configuration gives */
  id: number | null;
  /** subjects and versions it stands under, as far as the registry tells; replaced when more is known */
  uses: readonly { subject: string; version: number }[];
  /** the file it was given as */
  file?: string | undefined;
};

/**
 * Names a schema: `id:7`, `guid:…` (the registry's), `latest:orders-value`, `version:orders-value/3`, `given:0` (the nth that the
 * configuration gives).
 */
export type SchemaRef = string;
export const schemaRef = {
  id: (id: number): SchemaRef => `id:${id}`,
  guid: (guid: string): SchemaRef => `guid:${guid}`,
  latest: (subject: string): SchemaRef => `latest:${subject}`,
  version: (subject: string, version: number): SchemaRef => `version:${subject}/${version}`,
  given: (index: number): SchemaRef => `given:${index}`,
};

export type FoundSchema = { ok: true; schema: Schema } | { ok: false; reason: string };

/** Where decoding looks for a schema. It never waits; on the thread of requests it may have to say that it does not know yet. */
export interface SchemaLookup {
  /** without a registry no bytes are taken for those of a registered schema */
  readonly hasRegistry: boolean;
  find(ref: SchemaRef): FoundSchema;
}

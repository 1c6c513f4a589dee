import type { QueryOf, ReplyOf } from "../../../lib/api/endpoint.ts";
import { ApiError } from "../../../lib/api/error.ts";
import type { describeWriting } from "../../../lib/api/schemas.ts";
import { schemaFormats } from "../../serde/by-schema.ts";
import type { Decoding } from "../../serde/decoding.ts";
import { schemaChoice } from "../../serde/encode.ts";
import { Refusal } from "../../serde/refusal.ts";
import { schemaHints } from "../../serde/schema-hints.ts";

/**
 * The schema that a key or value would be written by, with what somebody needs to know who writes one.
 *
 * @throws ApiError where there is none, or it is not of the format or has no such message
 */
export async function writingSchema(
  decoding: Decoding | null,
  topic: string,
  query: QueryOf<typeof describeWriting>,
): Promise<ReplyOf<typeof describeWriting>> {
  const { part, format, subject } = query;
  const place = { topic, part, key: null, decoding: decoding?.of(topic) ?? null };
  const choice = schemaChoice({ ...query, text: "" }, place);
  if (!choice || !decoding)
    throw missing("no schema registry is configured for this cluster, nor a schema for the topic");
  const found = await decoding.schema(choice.ref);
  if (!found.ok) throw missing(found.reason);
  const { schema } = found;
  if (schema.type !== schemaFormats[format])
    throw new ApiError("invalid-request", `The schema is of type ${schema.type}.`, {
      errors: [{ path: "query.format", message: `must fit the schema, which is of type ${schema.type}` }],
    });
  const wanted = subject ?? `${topic}-${part}`;
  const use = schema.uses.findLast((one) => one.subject === wanted) ?? schema.uses[0];
  const words = choice.isFramed
    ? query.schemaId !== undefined
      ? `schema ${query.schemaId} of the registry`
      : `${query.version === undefined ? "the latest" : `version ${query.version}`} of ${wanted}`
    : (place.decoding?.given[part]?.words ?? "the configuration");
  try {
    const told = schemaHints(schema, choice.message);
    const { id, type } = schema;
    return {
      words,
      isFramed: choice.isFramed,
      id,
      type,
      subject: use?.subject ?? null,
      version: use?.version ?? null,
      ...told,
    };
  } catch (error) {
    if (error instanceof Refusal) throw new ApiError("invalid-request", `The schema cannot be used: ${error.message}.`);
    throw error;
  }
}

function missing(reason: string): ApiError {
  const isDown = reason.startsWith("the schema registry cannot be asked");
  return new ApiError(isDown ? "unreachable" : "no-such-schema", `There is no schema to write by: ${reason}.`);
}

import * as z from "zod/mini";
import * as brokers from "../../lib/api/brokers.ts";
import * as clusters from "../../lib/api/clusters.ts";
import * as configs from "../../lib/api/configs.ts";
import type { Access, Method } from "../../lib/api/endpoint.ts";
import { type ErrorCode, errorStatus } from "../../lib/api/error.ts";
import * as groupChanges from "../../lib/api/group-changes.ts";
import * as groupHistory from "../../lib/api/group-history.ts";
import * as groups from "../../lib/api/groups.ts";
import * as history from "../../lib/api/history.ts";
import { Job } from "../../lib/api/jobs.ts";
import { PartialProblem } from "../../lib/api/list.ts";
import * as messages from "../../lib/api/messages.ts";
import * as produce from "../../lib/api/produce.ts";
import { contractTable } from "../../lib/api/table.ts";
import * as topics from "../../lib/api/topics.ts";
import { formsOf } from "./negotiate.ts";
import type { AnyEndpoint } from "./serve.ts";

/** A JSON Schema (2020-12) as OpenAPI 3.1 takes it. */
export type JsonSchema = Record<string, unknown>;
type Content = Record<string, { schema: JsonSchema }>;
type Reply = { description: string; content?: Content; headers?: Record<string, unknown> };
export type Operation = {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  parameters: JsonSchema[];
  requestBody?: { required: true; content: Content };
  responses: Record<string, Reply>;
};
export type OpenApiDocument = {
  openapi: string;
  info: Record<string, string>;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
};

/** Schemas with a name of their own in the document; every other one stands where it is used. */
const named: Record<string, z.ZodMiniType> = {
  PartialProblem,
  ClusterRow: clusters.ClusterRow,
  ClusterDetail: clusters.ClusterDetail,
  Finding: clusters.Finding,
  Overview: clusters.Overview,
  BrokerRow: brokers.BrokerRow,
  ConfigRow: configs.ConfigRow,
  ConfigChange: configs.ConfigChange,
  ConfigChanges: configs.ConfigChanges,
  TopicRow: topics.TopicRow,
  TopicPartitionRow: topics.TopicPartitionRow,
  TopicDetail: topics.TopicDetail,
  NewTopic: topics.NewTopic,
  GroupRow: groups.GroupRow,
  GroupMember: groups.GroupMember,
  GroupOffset: groups.GroupOffset,
  GroupDetail: groups.GroupDetail,
  TopicGroup: groups.TopicGroup,
  GroupHistory: groupHistory.GroupHistory,
  TopicHistory: history.TopicHistory,
  BrokerHistory: history.BrokerHistory,
  ClusterHistory: history.ClusterHistory,
  HistoryEvent: history.HistoryEvent,
  OffsetTarget: groupChanges.OffsetTarget,
  OffsetChange: groupChanges.OffsetChange,
  Payload: messages.Payload,
  Message: messages.Message,
  ReadPlan: messages.ReadPlan,
  ReadProgress: messages.ReadProgress,
  ReadDone: messages.ReadDone,
  ReadProblem: messages.ReadProblem,
  TailStatus: messages.TailStatus,
  Job,
  ProduceBody: produce.ProduceBody,
  ProduceResults: produce.ProduceResults,
};

const problemSchema: JsonSchema = {
  type: "object",
  description: "RFC 9457, with a code from a closed list",
  required: ["type", "title", "status", "detail", "code"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string", enum: Object.keys(errorStatus) },
    hint: { type: "string" },
    kafka: {
      type: "object",
      required: ["code", "name", "retriable", "target"],
      properties: {
        code: { type: "integer" },
        name: { type: "string" },
        retriable: { type: "boolean" },
        target: { type: "string" },
      },
    },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "message"],
        properties: { path: { type: "string" }, message: { type: "string" } },
      },
    },
    outcome: { type: "string", const: "unknown" },
  },
};

/**
 * The contract table as OpenAPI 3.1. Everything is described in its wire form, which is the input side of the schemas (a codec's
 * input is what JSON carries: int64 is a string). Objects of replies may have more properties than are listed.
 */
export function openApiDocument(version: string): OpenApiDocument {
  const convert = converter();
  const paths: OpenApiDocument["paths"] = {};
  for (const [name, contract] of Object.entries(contractTable) as [string, AnyEndpoint][]) {
    const path = paths[contract.path] ?? {};
    path[contract.method.toLowerCase()] = operation(name, contract, convert);
    paths[contract.path] = path;
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Klar",
      version,
      description:
        "64-bit integers (offsets, counts of records, sizes in bytes) are decimal strings. Times are epoch milliseconds. What is not known is null and named in `problems`. A name in a path is percent-encoded, or `~` and its base64url.",
    },
    paths,
    components: { schemas: components() },
  };
}

type Convert = (schema: z.ZodMiniType) => JsonSchema;

function wireForm(schema: z.ZodMiniType, registry: z.core.$ZodRegistry<{ id: string }>): JsonSchema {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any", metadata: registry });
  return JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonSchema;
}

function registryOfNames(): z.core.$ZodRegistry<{ id: string }> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  return registry;
}

/** By reference where a schema has a name, in place otherwise. */
function converter(): Convert {
  const registry = registryOfNames();
  return (schema) => {
    const { $schema: _schema, $defs: _defs, ...json } = wireForm(schema, registry);
    return json;
  };
}

function components(): Record<string, JsonSchema> {
  const schemas: Record<string, JsonSchema> = { Problem: problemSchema };
  for (const schema of Object.values(named)) {
    // a named schema comes as a reference to itself, with itself and all named ones it holds beside it
    const { $defs = {} } = wireForm(schema, registryOfNames());
    for (const [id, { id: _id, ...json }] of Object.entries($defs as Record<string, JsonSchema>)) schemas[id] ??= json;
  }
  return schemas;
}

function operation(name: string, contract: AnyEndpoint, convert: Convert): Operation {
  const { path, method, body, summary } = contract;
  const noun = path.split("/").findLast((part) => part !== "" && !part.startsWith("{")) ?? "api";
  return {
    operationId: name,
    summary,
    description: `Needs: ${needs(contract.access)}.`,
    tags: [noun],
    parameters: [...pathParameters(path), ...queryParameters(contract, convert), ...headerParameters(contract)],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: convert(body) } } } }),
    responses: { ...success(contract, convert), ...refusals(method, path, body !== undefined) },
  };
}

function needs(access: Access): string {
  return access === "anyone"
    ? "nothing"
    : Object.entries(access)
        .map((pair) => pair.join(": "))
        .join(", ");
}

function pathParameters(path: string): JsonSchema[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters({ query }: AnyEndpoint, convert: Convert): JsonSchema[] {
  if (!query) return [];
  const { properties = {}, required = [] } = convert(query) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function headerParameters({ events, ndjson }: AnyEndpoint): JsonSchema[] {
  if (!events || ndjson) return [];
  const description = "The id of the last event that was seen: the stream goes on right after it.";
  return [{ name: "Last-Event-ID", in: "header", required: false, description, schema: { type: "string" } }];
}

const mediaType = {
  json: "application/json",
  sse: "text/event-stream",
  ndjson: "application/x-ndjson",
  csv: "text/csv",
} as const;

function success(contract: AnyEndpoint, convert: Convert): Record<string, Reply> {
  const { reply, status, download, events, text } = contract;
  if (text) return { 200: { description: contract.summary, content: { [text]: { schema: { type: "string" } } } } };
  if (download) {
    const schema = { type: "string", contentEncoding: "binary" };
    return { 200: { description: "The bytes, as an attachment", content: { "application/octet-stream": { schema } } } };
  }
  const content: Content = {};
  for (const form of formsOf(contract)) {
    if (form === "json") content[mediaType.json] = { schema: reply ? convert(reply) : {} };
    else if (form === "csv") content[mediaType.csv] = { schema: { type: "string" } };
    else content[mediaType[form]] = { schema: eventSchema(events ?? {}, form, convert) };
  }
  if (Object.keys(content).length === 0) return { 204: { description: "Done" } };
  const answers: Record<string, Reply> = { [status ?? 200]: { description: contract.summary, content } };
  if (status !== undefined) answers[200] = { description: "What it would do (dryRun), in the same shape", content };
  return answers;
}

/** OpenAPI describes a stream by one of its events; of server-sent events by the object a parser makes of it, `data` being JSON text. */
function eventSchema(events: Record<string, z.ZodMiniType>, form: "sse" | "ndjson", convert: Convert): JsonSchema {
  const oneOf = Object.entries(events).map(([event, schema]) => ({
    type: "object",
    required: ["event", "data"],
    properties: {
      event: { const: event },
      id: { type: "string" },
      data:
        form === "ndjson"
          ? convert(schema)
          : { type: "string", contentMediaType: "application/json", contentSchema: convert(schema) },
    },
  }));
  const how = form === "ndjson" ? "One event a line." : "Named server-sent events.";
  return { description: `${how} Exactly one \`done\` ends the stream.`, oneOf };
}

function refusals(method: Method, path: string, hasBody: boolean): Record<string, Reply> {
  const applies = (code: ErrorCode) => {
    if (code === "sign-in" || code === "no-such-endpoint" || code === "method") return false;
    if (code === "media-type" || code === "too-large") return hasBody;
    if (code === "exists" || code === "group-active" || code === "conflict") return method !== "GET";
    if (code === "no-schema-registry" || code === "no-such-schema") return path.includes("/schemas");
    if (code.startsWith("no-such-")) return path.includes(`{${code === "no-such-record" ? "offset" : code.slice(8)}}`);
    if (["refused-by-kafka", "kafka", "unreachable", "deadline"].includes(code)) return path.includes("{cluster}");
    return true;
  };
  const codes = (Object.entries(errorStatus) as [ErrorCode, number][]).filter(([code]) => applies(code));
  const replies: Record<string, Reply> = {};
  for (const [, status] of codes) {
    replies[status] = {
      description: codes
        .filter(([, other]) => other === status)
        .map(([code]) => code)
        .join(", "),
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    };
  }
  return replies;
}

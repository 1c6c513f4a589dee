import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { Endpoint } from "../../lib/api/endpoint.ts";
import { contractTable } from "../../lib/api/table.ts";
import { type JsonSchema, type Operation, openApiDocument } from "./openapi.ts";

const document = openApiDocument("1.2.3");
const contracts = Object.entries(contractTable) as [string, Endpoint][];

function operation(path: string, method: string): Operation {
  const found = document.paths[path]?.[method];
  if (!found) throw new Error(`no ${method} ${path}`);
  return found;
}

function schemasOf({ parameters, requestBody, responses }: Operation): JsonSchema[] {
  const contents = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)];
  const inContents = contents.flatMap((content) => Object.values(content ?? {}).map(({ schema }) => schema));
  return [...parameters.map(({ schema }) => schema as JsonSchema), ...inContents];
}

describe("the OpenAPI document", () => {
  it("describes every contract once, under its own name", () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
    );
    expect(described.sort()).toEqual(
      contracts.map(([name, { method, path }]) => `${name} ${method.toLowerCase()} ${path}`).sort(),
    );
  });

  it("has a parameter for every name in a path, and nothing twice", () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const { parameters } of Object.values(methods)) {
        const inPath = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
        expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
        const all = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
        expect(new Set(all).size).toBe(all.length);
      }
    }
  });

  it("holds only schemas that compile, with references that lead somewhere", () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: "https://klar/document", components: document.components });
    const schemas = Object.values(document.paths).flatMap((methods) => Object.values(methods).flatMap(schemasOf));
    expect(schemas.length).toBeGreaterThan(100);
    for (const schema of [...schemas, ...Object.values(document.components.schemas)]) {
      const whole = JSON.parse(
        JSON.stringify(schema).replaceAll('"#/components', '"https://klar/document#/components'),
      ) as JsonSchema;
      expect(() => ajv.compile(whole)).not.toThrow();
    }
    expect(JSON.stringify(document)).not.toContain("$defs");
  });

  it("has int64 as text, and replies that may grow", () => {
    const message = document.components.schemas.Message as { properties: Record<string, JsonSchema> };
    expect(message.properties.offset).toMatchObject({ type: "string", pattern: expect.any(String) });
    expect(message).not.toHaveProperty("additionalProperties");
  });

  it("takes no unknown field in a body", () => {
    expect(document.components.schemas.NewTopic).toMatchObject({ additionalProperties: false, required: ["name"] });
  });

  it("tells streams by their events and every refusal as a problem", () => {
    const { responses, parameters } = operation("/api/clusters/{cluster}/topics/{topic}/tail", "get");
    expect(Object.keys(responses["200"]?.content ?? {})).toEqual(["text/event-stream"]);
    expect(parameters).toContainEqual(expect.objectContaining({ name: "Last-Event-ID", in: "header" }));
    expect(responses["404"]?.content).toHaveProperty(["application/problem+json"]);
    const messages = operation("/api/clusters/{cluster}/topics/{topic}/messages", "get");
    expect(Object.keys(messages.responses["200"]?.content ?? {})).toEqual([
      "application/json",
      "text/event-stream",
      "application/x-ndjson",
    ]);
  });

  it("has the statuses a call really answers with", () => {
    const { responses } = operation("/api/clusters/{cluster}/topics", "post");
    expect(Object.keys(responses)).toEqual([
      "200",
      "201",
      "400",
      "403",
      "404",
      "406",
      "409",
      "413",
      "415",
      "421",
      "422",
      "429",
      "500",
      "502",
      "503",
      "504",
    ]);
    expect(Object.keys(operation("/api/clusters/{cluster}/topics/{topic}", "delete").responses)).toContain("204");
  });
});

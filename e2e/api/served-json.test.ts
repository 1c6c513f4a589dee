import { describe, expect, it } from "vitest";
import { type Document, servedJson } from "./served-json.ts";

const document: Document = {
  paths: {
    "/api/topics/{topic}": {
      get: {
        responses: {
          200: { content: { "application/json": { schema: { $ref: "#/components/schemas/Topic" } } } },
          404: { content: { "application/problem+json": { schema: { type: "object", required: ["code"] } } } },
        },
      },
    },
    "/api/topics/all": {
      get: { responses: { 200: { content: { "application/json": { schema: { type: "array" } } } } } },
    },
  },
  components: {
    schemas: {
      Topic: { type: "object", required: ["latest"], properties: { latest: { type: "string", pattern: "^[0-9]+$" } } },
    },
  },
};
const { check } = servedJson(document);

describe("served JSON against the document", () => {
  it("passes what is as described, with more fields too", () => {
    expect(check("GET", "/api/topics/a%2Fb", 200, "application/json", { latest: "5", more: 1 })).toEqual([]);
    expect(check("GET", "/api/topics/{topic}", 404, "application/problem+json", { code: "x" })).toEqual([]);
  });
  it("takes the path without names where both fit", () => {
    expect(check("GET", "/api/topics/all", 200, "application/json; charset=utf-8", [])).toEqual([]);
  });
  it("names what is not", () => {
    expect(check("GET", "/api/topics/a", 200, "application/json", { latest: 5 })).toEqual(["/latest must be string"]);
    expect(check("GET", "/api/topics/a", 200, "text/html", "")).toHaveLength(1);
    expect(check("GET", "/api/topics/a", 500, "application/json", {})).toHaveLength(1);
    expect(check("GET", "/api/nowhere", 200, "application/json", {})).toHaveLength(1);
  });
});

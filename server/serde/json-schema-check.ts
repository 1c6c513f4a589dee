import { Ajv, type ErrorObject, type Options } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { RE2JS } from "re2js";
import type { Schema } from "../schemas/schema.ts";
import { inField, Misfit } from "./misfit.ts";

const mostText = 512 * 1024;

type Validator = (value: unknown) => { path: string; message: string } | null;
const known = new WeakMap<Schema, Validator>();

/** Patterns are searched in linear time; those RE2 does not know cannot be told and are not held against a text. */
const regExp = Object.assign(
  (pattern: string) => {
    let compiled: RE2JS | null = null;
    try {
      compiled = RE2JS.compile(pattern);
    } catch {
      compiled = null;
    }
    return { test: (text: string) => compiled === null || compiled.test(text) };
  },
  { code: "" },
);
const options: Options = { strict: false, validateSchema: false, logger: false, code: { regExp } };

/** @throws Misfit at what the schema does not allow, or at nothing when the schema itself cannot be used */
export function checkJson(schema: Schema, value: unknown): void {
  let validate = known.get(schema);
  if (!validate) {
    validate = compiled(schema);
    known.set(schema, validate);
  }
  const flaw = validate(value);
  if (flaw) throw new Misfit(flaw.path, flaw.message);
}

function compiled(schema: Schema): Validator {
  const size = schema.imports.reduce((sum, { text }) => sum + text.length, schema.text.length);
  if (size > mostText) return () => ({ path: "", message: "cannot be checked: its schema is larger than 512 KiB" });
  try {
    const parsed = JSON.parse(schema.text) as { $schema?: unknown };
    const draft = typeof parsed.$schema === "string" ? parsed.$schema : "";
    const ajv = draft.includes("2020-12")
      ? new Ajv2020(options)
      : draft.includes("2019-09")
        ? new Ajv2019(options)
        : new Ajv(options);
    for (const { name, text } of schema.imports) ajv.addSchema(withoutDraft(JSON.parse(text)), name);
    const validate = ajv.compile(withoutDraft(parsed));
    return (value) => {
      if (validate(value)) return null;
      const [error] = validate.errors ?? [];
      return error ? told(error) : { path: "", message: "does not fit its schema" };
    };
  } catch (error) {
    const words = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : "";
    return () => ({ path: "", message: `cannot be checked, its schema is not right: ${words.slice(0, 200)}` });
  }
}

/** Drafts are told apart here; the library would look for the meta-schema by its address. */
function withoutDraft(schema: unknown): object | boolean {
  if (typeof schema !== "object" || schema === null) return schema === true;
  const { $schema: _draft, ...rest } = schema as Record<string, unknown>;
  return rest;
}

function told({ instancePath, keyword, params, message = "does not fit" }: ErrorObject): {
  path: string;
  message: string;
} {
  const path = instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((before, part) => (/^\d+$/.test(part) ? `${before}[${part}]` : inField(before, part)), "");
  const { additionalProperty, missingProperty, allowedValues } = params as Record<string, unknown>;
  if (keyword === "additionalProperties" && typeof additionalProperty === "string")
    return { path: inField(path, additionalProperty), message: "is not allowed by the schema" };
  if (keyword === "required" && typeof missingProperty === "string")
    return { path: inField(path, missingProperty), message: "is missing, and required" };
  if (keyword === "enum" && Array.isArray(allowedValues))
    return { path, message: `must be one of ${JSON.stringify(allowedValues).slice(0, 200)}` };
  return { path, message };
}

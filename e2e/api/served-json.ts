import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

type Schema = Record<string, unknown>;
type Answers = Record<string, { content?: Record<string, { schema: Schema }> }>;
export type Document = { paths: Record<string, Record<string, { responses: Answers }>>; components: Schema };

/** What is wrong with a served body, each with the place in it; empty when it is as the document says. */
export type Verdict = string[];

/**
 * Holds what the console serves against its own OpenAPI document (`GET /api/openapi.json`): `check(method, path, response status,
 * media type, body)`, with the path as it stands in the document or as it was called.
 */
export function servedJson(document: Document) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  const base = "https://klar/document";
  ajv.addSchema({ $id: base, components: document.components });
  const compiled = new Map<string, ValidateFunction>();

  function validator(key: string, schema: Schema): ValidateFunction {
    const known = compiled.get(key);
    if (known) return known;
    const whole = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', `"${base}#/components`)) as Schema;
    const made = ajv.compile(whole);
    compiled.set(key, made);
    return made;
  }

  function check(method: string, path: string, status: number, mediaType: string, body: unknown): Verdict {
    const template = templateOf(document, path);
    const answer = template && document.paths[template]?.[method.toLowerCase()]?.responses[String(status)];
    if (!template || !answer) return [`${method} ${path} does not answer ${status} in the document`];
    const type = mediaType.split(";")[0]?.trim() ?? "";
    const schema = answer.content?.[type]?.schema;
    if (!schema) return [`${method} ${path} does not answer ${status} as ${type} in the document`];
    const validate = validator(`${method} ${template} ${status} ${type}`, schema);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
  }

  /** The same for a fetched response; its body is read. */
  async function checkResponse(method: string, response: Response): Promise<Verdict> {
    const { pathname } = new URL(response.url);
    const type = response.headers.get("content-type") ?? "";
    if (response.status === 204) return (await response.text()) === "" ? [] : ["204 with a body"];
    return check(method, pathname, response.status, type, await response.json());
  }

  return { check, checkResponse };
}

/** The path of the document a called path belongs to: the one with the fewest names in braces. */
function templateOf(document: Document, path: string): string | undefined {
  if (document.paths[path]) return path;
  const fitting = Object.keys(document.paths).filter((template) =>
    new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+")}$`).test(path),
  );
  return fitting.sort((a, b) => a.split("{").length - b.split("{").length)[0];
}

import { RegistryError, type RegistryHttp } from "./registry-http.ts";
import type { Schema, SchemaImport, SchemaType } from "./schema.ts";

export type RegistrySchema = {
  subject: string;
  version: number;
  id: number;
  type: SchemaType;
  text: string;
  references: Reference[];
};
export type Reference = { name: string; subject: string; version: number };

/** of one schema, all levels together */
const mostImports = 100;
const mostText = 4 * 1024 * 1024;

type Body = Record<string, unknown>;

/** The calls of Confluent's REST API that reading needs. @throws RegistryError from each */
export class Registry {
  readonly #http: RegistryHttp;

  constructor(http: RegistryHttp) {
    this.#http = http;
  }

  async subjects(signal?: AbortSignal): Promise<string[]> {
    const answer = await this.#http.get("/subjects", signal);
    if (!Array.isArray(answer)) throw unexpected();
    return answer.filter((one) => typeof one === "string");
  }

  async versions(subject: string, signal?: AbortSignal): Promise<number[]> {
    const answer = await this.#http.get(`/subjects/${encodeURIComponent(subject)}/versions`, signal);
    if (!Array.isArray(answer)) throw unexpected();
    return answer.filter((one) => Number.isSafeInteger(one)).sort((a, b) => a - b);
  }

  async version(subject: string, version: number | "latest", signal?: AbortSignal): Promise<RegistrySchema> {
    const path = `/subjects/${encodeURIComponent(subject)}/versions/${version}`;
    const body = (await this.#http.get(path, signal)) as Body;
    const { id, version: number, schema, schemaType, references } = body;
    if (typeof id !== "number" || typeof number !== "number" || typeof schema !== "string") throw unexpected();
    return {
      subject: typeof body.subject === "string" ? body.subject : subject,
      version: number,
      id,
      type: typeOf(schemaType),
      text: schema,
      references: referencesOf(references),
    };
  }

  /** A version with all it imports. */
  async whole(subject: string, version: number | "latest", signal?: AbortSignal): Promise<Schema> {
    const one = await this.version(subject, version, signal);
    const imports = await this.imports(one.references, signal);
    const { type, text, id } = one;
    return { type, text, id, imports, uses: [{ subject: one.subject, version: one.version }] };
  }

  async byId(id: number, signal?: AbortSignal): Promise<Schema> {
    const body = (await this.#http.get(`/schemas/ids/${id}`, signal)) as Body;
    return this.#complete(body, id, signal);
  }

  /** By the id that is the same in every registry (Confluent Platform 8 and newer). */
  async byGuid(guid: string, signal?: AbortSignal): Promise<Schema> {
    const body = (await this.#http.get(`/schemas/guids/${guid}`, signal)) as Body;
    return this.#complete(body, typeof body.id === "number" ? body.id : await this.#idOf(guid, signal), signal);
  }

  async #idOf(guid: string, signal: AbortSignal | undefined): Promise<number | null> {
    const answer = await this.#optional(`/schemas/guids/${guid}/ids`, signal);
    const [first] = Array.isArray(answer) ? (answer as Body[]) : [];
    return typeof first?.id === "number" ? first.id : null;
  }

  async #complete(body: Body, id: number | null, signal: AbortSignal | undefined): Promise<Schema> {
    const { schema, schemaType, references } = body;
    if (typeof schema !== "string") throw unexpected();
    const [imports, uses] = await Promise.all([
      this.imports(referencesOf(references), signal),
      id === null ? [] : this.#usesOf(id, signal),
    ]);
    return { type: typeOf(schemaType), text: schema, id, imports, uses };
  }

  async #usesOf(id: number, signal: AbortSignal | undefined): Promise<Schema["uses"]> {
    const answer = await this.#optional(`/schemas/ids/${id}/versions`, signal);
    if (!Array.isArray(answer)) return [];
    return answer.flatMap((one: Body) =>
      typeof one?.subject === "string" && typeof one.version === "number"
        ? [{ subject: one.subject, version: one.version }]
        : [],
    );
  }

  /** What is worth knowing, but no reason to fail. */
  async #optional(path: string, signal: AbortSignal | undefined): Promise<unknown> {
    try {
      return await this.#http.get(path, signal);
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      return null;
    }
  }

  /** All that `references` lead to, each once, those that are imported before those that import them. */
  async imports(references: readonly Reference[], signal?: AbortSignal): Promise<SchemaImport[]> {
    const done = new Map<string, SchemaImport>();
    const begun = new Set<string>();
    let size = 0;
    const follow = async (all: readonly Reference[]): Promise<void> => {
      for (const { name, subject, version } of all) {
        // what leads back to where it came from is there already
        if (begun.has(name)) continue;
        begun.add(name);
        if (begun.size > mostImports) throw new RegistryError("missing", `it imports more than ${mostImports} others`);
        const one = await this.version(subject, version, signal);
        size += one.text.length;
        if (size > mostText) throw new RegistryError("missing", "what it imports is larger than 4 MiB");
        await follow(one.references);
        done.set(name, { name, text: one.text });
      }
    };
    await follow(references);
    return [...done.values()];
  }
}

function typeOf(said: unknown): SchemaType {
  // Avro is what is not said
  return said === "PROTOBUF" || said === "JSON" ? said : "AVRO";
}

function referencesOf(said: unknown): Reference[] {
  if (!Array.isArray(said)) return [];
  return said.flatMap((one: Body) =>
    typeof one?.name === "string" && typeof one.subject === "string" && typeof one.version === "number"
      ? [{ name: one.name, subject: one.subject, version: one.version }]
      : [],
  );
}

function unexpected(): RegistryError {
  return new RegistryError("down", "what answers there is no schema registry: its answer has another form");
}

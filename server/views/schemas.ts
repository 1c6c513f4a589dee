import { ApiError } from "../../lib/api/error.ts";
import type { RegisteredSchema, SubjectRow } from "../../lib/api/schemas.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { type ListQuery, nameSearch, type Page, sortedPage, wholePage } from "../clusters/list-page.ts";
import type { Registry } from "../schemas/registry.ts";
import { RegistryError } from "../schemas/registry-http.ts";
import { schemaRef } from "../schemas/schema.ts";

/** The subjects of a cluster's registry, asked live. @throws ApiError where there is none or it does not answer */
export async function subjectTable(cluster: Cluster, query: ListQuery, signal: AbortSignal): Promise<Page<SubjectRow>> {
  const names = await asked(cluster, (registry) => registry.subjects(signal), "its subjects");
  const isWanted = nameSearch(query.search);
  const rows = names.filter(isWanted).map((name): SubjectRow => {
    const [, topic, part] = /^(.+)-(key|value)$/s.exec(name) ?? [];
    return { name, topic: topic ?? null, part: part === "key" || part === "value" ? part : null };
  });
  return sortedPage(rows, "name", query, { asOf: Date.now(), problems: [] });
}

export async function subjectVersions(cluster: Cluster, subject: string, signal: AbortSignal) {
  const versions = await asked(cluster, (registry) => registry.versions(subject, signal), `subject ${subject}`);
  return wholePage(
    versions.map((version) => ({ version })),
    { asOf: Date.now(), problems: [] },
  );
}

/** @param version a number, or `latest` */
export async function subjectVersion(
  cluster: Cluster,
  { subject, version }: { subject: string; version: string },
  signal: AbortSignal,
): Promise<RegisteredSchema> {
  if (version !== "latest" && !isNumber(version))
    throw new ApiError("invalid-request", "There is no such version.", {
      errors: [{ path: "params.version", message: "must be a number from 1, or latest" }],
    });
  const wanted = version === "latest" ? version : Number(version);
  return asked(cluster, (registry) => registry.version(subject, wanted, signal), `version ${version} of ${subject}`);
}

/** A schema as records name it, from memory where it is known. */
export async function schemaById(cluster: Cluster, id: string) {
  if (!isNumber(id))
    throw new ApiError("invalid-request", "This is no id of a schema.", {
      errors: [{ path: "params.schema", message: "must be a number from 1" }],
    });
  const { decoding } = withRegistry(cluster);
  const found = await decoding.schema(schemaRef.id(Number(id)));
  if (!found.ok) {
    const isMissing = found.reason.startsWith("the registry has no");
    throw new ApiError(isMissing ? "no-such-schema" : "unreachable", `Schema ${id} cannot be had: ${found.reason}.`);
  }
  const { type, text, uses, imports } = found.schema;
  return { id: Number(id), type, text, uses: [...uses], imports: [...imports] };
}

function isNumber(text: string): boolean {
  return /^[1-9][0-9]{0,9}$/.test(text) && Number(text) < 2 ** 31;
}

function withRegistry({ decoding, name }: Cluster) {
  const { registry = null } = decoding ?? {};
  if (!decoding || !registry)
    throw new ApiError("no-schema-registry", `Cluster ${name} has no schema registry configured.`, {
      hint: "Name it in the configuration: schemaRegistry: http://registry:8081 (see klar.example.yaml).",
    });
  return { decoding, registry };
}

async function asked<T>(cluster: Cluster, ask: (registry: Registry) => Promise<T>, what: string): Promise<T> {
  const { registry } = withRegistry(cluster);
  try {
    return await ask(registry);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    if (error.kind === "missing")
      throw new ApiError("no-such-schema", `The registry does not have ${what}: ${error.message}`);
    throw new ApiError("unreachable", `The schema registry cannot be asked for ${what}: ${error.message}.`, {
      hint: "Is schemaRegistry of this cluster right in the configuration, and is the registry up?",
    });
  }
}

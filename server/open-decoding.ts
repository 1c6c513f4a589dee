import type { ClusterConfig } from "./config.ts";
import { Registry } from "./schemas/registry.ts";
import { RegistryHttp } from "./schemas/registry-http.ts";
import { SchemaCache } from "./schemas/schema-cache.ts";
import { Decoding } from "./serde/decoding.ts";

/** The schemas and formats of a cluster; nothing is dialled before a record names a schema. null where neither is configured. */
export function openDecoding({ schemaRegistry, formats }: ClusterConfig): Decoding | null {
  const rules = formats?.rules ?? [];
  if (!schemaRegistry && rules.length === 0) return null;
  const registry = schemaRegistry
    ? new Registry(new RegistryHttp({ ...schemaRegistry, tls: schemaRegistry.tls ?? undefined }))
    : null;
  return new Decoding(new SchemaCache(registry, formats?.schemas), rules);
}

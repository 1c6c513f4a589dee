import * as z from "zod/mini";

export const ConfigSource = z.enum([
  "DYNAMIC_TOPIC_CONFIG",
  "DYNAMIC_BROKER_CONFIG",
  "DYNAMIC_DEFAULT_BROKER_CONFIG",
  "STATIC_BROKER_CONFIG",
  "DEFAULT_CONFIG",
  "GROUP_CONFIG",
  "CLIENT_METRICS_CONFIG",
  "DYNAMIC_BROKER_LOGGER_CONFIG",
  "UNKNOWN",
]);

/** One config of a topic or broker. `inherited` is what a reset would leave; sensitive values are null. */
export const ConfigRow = z.object({
  name: z.string(),
  value: z.nullable(z.string()),
  source: ConfigSource,
  inherited: z.nullable(z.string()),
  type: z.string(),
  readOnly: z.boolean(),
  sensitive: z.boolean(),
  documentation: z.nullable(z.string()),
  synonyms: z.array(z.object({ name: z.string(), value: z.nullable(z.string()), source: ConfigSource })),
});
export type ConfigRow = z.output<typeof ConfigRow>;

const configName = z
  .string()
  .check(z.minLength(1, "must not be empty"), z.maxLength(249, "must be at most 249 characters"));

export const ConfigChange = z.strictObject({
  set: z.optional(z.record(configName, z.string())),
  reset: z.optional(z.array(configName)),
  dryRun: z.optional(z.boolean()),
});
export const ConfigChanges = z.object({
  changes: z.array(
    z.object({
      name: z.string(),
      before: z.nullable(z.string()),
      after: z.nullable(z.string()),
      sourceAfter: ConfigSource,
    }),
  ),
});

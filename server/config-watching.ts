import * as z from "zod/mini";
import type { FieldError } from "../lib/api/error.ts";
import type { AlertRule } from "./alerts/rule.ts";
import { text } from "./config-tls.ts";

/** Whether samples are kept in the background, also while nobody looks; `path`: the file they are kept in beyond two hours. */
export type HistoryConfig = { enabled: boolean; path: string | null; maxBytes: number };
export type PrometheusConfig = { url: string; headers: Readonly<Record<string, string>> };
const defaultMaxBytes = 1_000_000_000;
export const noHistory: HistoryConfig = { enabled: false, path: null, maxBytes: defaultMaxBytes };

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const durationWords = "must be a duration such as 30s, 5m or 1h";
const duration = z.pipe(
  z.string(durationWords).check(z.regex(/^[0-9]{1,6}(s|m|h|d)$/, durationWords)),
  z.transform((written: string): number => Number(written.slice(0, -1)) * (unitMs[written.slice(-1)] ?? 0)),
);

const webUrl = text.check(
  z.refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), "must be a http or https URL"),
);
const headers = z.optional(z.record(z.string(), text, "must be an object of header names and values"));

/** With a path it is on unless said otherwise. */
export const History = z.pipe(
  z.strictObject({
    enabled: z.optional(z.boolean("must be true or false")),
    path: z.optional(text),
    maxMegabytes: z.optional(
      z
        .number("must be a number of megabytes")
        .check(z.gte(16, "must be at least 16"), z.lte(1_000_000, "is too much")),
    ),
  }),
  z.transform(
    ({ enabled, path, maxMegabytes }): HistoryConfig => ({
      enabled: enabled ?? path !== undefined,
      path: path ?? null,
      maxBytes: maxMegabytes === undefined ? defaultMaxBytes : maxMegabytes * 1_000_000,
    }),
  ),
);

export const Prometheus = z.pipe(
  z.union([webUrl, z.strictObject({ url: webUrl, headers })], "must be a URL, or an object with url and headers"),
  z.transform((written): PrometheusConfig => {
    const { url, headers: given = {} } = typeof written === "string" ? { url: written } : written;
    return { url: url.replace(/\/+$/, ""), headers: given };
  }),
);

const statuses = ["warning", "stalled", "stopped", "rewound", "beyond-end"] as const;
const status = z.enum(statuses, `must be ${statuses.join(", ")}`);

const Alert = z
  .strictObject({
    name: text.check(z.regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}$/, "must be of letters, digits, spaces, . _ and -")),
    cluster: z.optional(text),
    group: text,
    lagMs: z.optional(z.int("must be milliseconds").check(z.gte(1, "must be at least 1"))),
    lag: z.optional(z.int("must be a number of records").check(z.gte(1, "must be at least 1"))),
    status: z.optional(z.union([status, z.array(status).check(z.minLength(1, "must name at least one"))])),
    for: z.optional(duration),
    resolveFor: z.optional(duration),
    webhook: z.union(
      [webUrl, z.strictObject({ url: webUrl, headers })],
      "must be a URL, or an object with url and headers",
    ),
  })
  .check(
    z.refine(
      ({ lagMs, lag, status: said }) => [lagMs, lag, said].filter((one) => one !== undefined).length === 1,
      "needs exactly one of lagMs, lag and status",
    ),
  );

export const Alerts = z
  .array(Alert, "must be a list of rules")
  .check(z.refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "must not use a name twice"));

const defaultForMs = 60_000;

export function alertRules(written: z.output<typeof Alerts>): AlertRule[] {
  return written.map((rule) => {
    const { url, headers: given = {} } = typeof rule.webhook === "string" ? { url: rule.webhook } : rule.webhook;
    return {
      name: rule.name,
      cluster: rule.cluster ?? null,
      group: rule.group,
      lagMs: rule.lagMs ?? null,
      lag: rule.lag === undefined ? null : BigInt(rule.lag),
      status: rule.status === undefined ? null : [rule.status].flat(),
      forMs: rule.for ?? defaultForMs,
      resolveForMs: rule.resolveFor ?? rule.for ?? defaultForMs,
      webhook: { url, headers: given },
    };
  });
}

/** What the environment says goes before the file. */
export function historyOf(
  { KLAR_HISTORY: said, KLAR_HISTORY_PATH: path }: Readonly<Record<string, string | undefined>>,
  errors: FieldError[],
  written: HistoryConfig,
): HistoryConfig {
  if (said && said !== "true" && said !== "false")
    errors.push({ path: "KLAR_HISTORY", message: "must be true or false" });
  const enabled = said ? said === "true" : written.enabled || Boolean(path);
  return { ...written, enabled, path: path || written.path };
}

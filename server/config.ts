import { readFileSync } from "node:fs";
import { dirname, isAbsolute, resolve } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import * as z from "zod/mini";
import type { FieldError } from "../lib/api/error.ts";
import type { AlertRule } from "./alerts/rule.ts";
import { FormatRules, type GivenRules, givenRules, SchemaRegistry } from "./config-formats.ts";
import { withSecrets } from "./config-secrets.ts";
import { Tls, type TlsConfig, text, tlsConfig } from "./config-tls.ts";
import {
  Alerts,
  alertRules,
  History,
  type HistoryConfig,
  historyOf,
  noHistory,
  Prometheus,
  type PrometheusConfig,
} from "./config-watching.ts";
import { fieldErrors, issueWords } from "./http/field-errors.ts";
import { isLoopback } from "./http/host-name.ts";

export type SaslConfig = z.output<typeof Sasl>;
export type ClusterConfig = {
  name: string;
  /** `host:port`, IPv6 in brackets */
  bootstrapServers: string[];
  environment: string | null;
  readOnly: boolean;
  tls: TlsConfig | null;
  sasl: SaslConfig | null;
  schemaRegistry?: RegistryConfig | null | undefined;
  /** is asked for ranges longer than what is kept here */
  prometheus?: PrometheusConfig | null | undefined;
  /** how records of some topics are to be read, with the schemas that files give */
  formats?: GivenRules | undefined;
};
export type RegistryConfig = {
  urls: string[];
  username?: string | undefined;
  password?: string | undefined;
  token?: string | undefined;
  tls: TlsConfig | null;
  timeoutMs: number;
};
/** How the console was told to run. Secrets stand in `tls`, `sasl`, `headers` and URLs of webhooks only; no log and no reply may carry them. */
export type Config = {
  clusters: ClusterConfig[];
  allowedHosts: string[];
  publicUrl: string | null;
  host: string;
  port: number;
  allowAnonymous: boolean;
  history: HistoryConfig;
  alerts: AlertRule[];
};

/** Everything that is wrong with the configuration at once, each by its path and what would be right. */
export class ConfigError extends Error {
  readonly errors: FieldError[];
  constructor(errors: FieldError[]) {
    super(errors.map(({ path, message }) => `${path} ${message}`).join("\n"));
    this.name = "ConfigError";
    this.errors = errors;
  }
}

const clusterName = z.string("must be text").check(z.regex(/^[a-z0-9-]{1,100}$/, "must be of a-z, 0-9 and -"));
const addressPattern = /^(\[[0-9a-fA-F:.%]+\]|[^\s:/[\]]+):([1-9][0-9]{0,4})$/;
const isAddress = (address: string) => Number(addressPattern.exec(address)?.[2] ?? Number.NaN) <= 65_535;
const address = z
  .string("must be text such as kafka-1:9092")
  .check(z.refine(isAddress, "must be host:port, such as kafka-1:9092 or [::1]:9092"));

const Sasl = z.strictObject({
  mechanism: z.enum(["plain", "scram-sha-256", "scram-sha-512"], "must be plain, scram-sha-256 or scram-sha-512"),
  username: text,
  password: text,
});

const Cluster = z.strictObject({
  name: clusterName,
  bootstrapServers: z
    .array(address, "must be a list of host:port")
    .check(z.minLength(1, "must name at least one broker")),
  environment: z.optional(text),
  readOnly: z.optional(z.boolean("must be true or false")),
  tls: z.optional(z.union([z.boolean(), Tls], "must be true, or an object with ca, cert, key, …")),
  sasl: z.optional(Sasl),
  schemaRegistry: z.optional(SchemaRegistry),
  formats: z.optional(FormatRules),
  prometheus: z.optional(Prometheus),
});

const hostName = z
  .string("must be text")
  .check(
    z.regex(
      /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:[1-9][0-9]{0,4})?$/,
      "must be a host name, with :port where it matters",
    ),
  );

const File = z.strictObject({
  clusters: z.array(Cluster, "must be a list of clusters").check(
    z.minLength(1, "must name at least one cluster"),
    z.refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "must not use a name twice"),
  ),
  allowedHosts: z.optional(z.array(hostName, "must be a list of host names")),
  publicUrl: z.optional(
    z
      .string("must be text")
      .check(z.refine(isOrigin, "must be a http or https URL without a path, such as https://klar.example.org")),
  ),
  history: z.optional(History),
  alerts: z.optional(Alerts),
});

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return (
    /^https?:$/.test(url.protocol) && url.pathname === "/" && url.search + url.hash + url.username + url.password === ""
  );
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The process's own environment: this file alone reads it. */
export function processEnvironment(): Environment {
  return process.env;
}

/**
 * Reads the configuration: `KLAR_BOOTSTRAP_SERVERS` and `KLAR_CLUSTER_NAME`, or the file `KLAR_CONFIG` names, or `klar.yaml` in
 * `directory`. Nothing of it is no error: the console starts with no cluster and says so. Throws `ConfigError`.
 */
export function loadConfig(environment: Environment, directory: string): Config {
  const errors: FieldError[] = [];
  const listener = readListener(environment, errors);
  const file = readClusters(environment, directory, errors);
  const history = historyOf(environment, errors, file.history);
  if (errors.length > 0) throw new ConfigError(errors);
  return { ...file, ...listener, history };
}

function readListener(
  environment: Environment,
  errors: FieldError[],
): Pick<Config, "host" | "port" | "allowAnonymous"> {
  const host = environment.HOST || "127.0.0.1";
  const port = Number(environment.PORT || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    errors.push({ path: "PORT", message: "must be a port from 1 to 65535, or 0 for any that is free" });
  }
  const said = environment.KLAR_ALLOW_ANONYMOUS || "false";
  if (said !== "true" && said !== "false")
    errors.push({ path: "KLAR_ALLOW_ANONYMOUS", message: "must be true or false" });
  const allowAnonymous = said === "true";
  if (!isLoopback(host) && !allowAnonymous) {
    errors.push({
      path: "HOST",
      message: `is ${host}, which others can reach, and the console lets everybody in: set KLAR_ALLOW_ANONYMOUS=true if that is meant, or leave HOST at 127.0.0.1`,
    });
  }
  return { host, port, allowAnonymous };
}

type FromFile = Pick<Config, "clusters" | "allowedHosts" | "publicUrl" | "history" | "alerts">;
const empty: FromFile = { clusters: [], allowedHosts: [], publicUrl: null, history: noHistory, alerts: [] };

function readClusters(environment: Environment, directory: string, errors: FieldError[]): FromFile {
  const { KLAR_BOOTSTRAP_SERVERS: bootstrap, KLAR_CLUSTER_NAME: name, KLAR_CONFIG: path } = environment;
  if (bootstrap && path) {
    errors.push({ path: "KLAR_CONFIG", message: "and KLAR_BOOTSTRAP_SERVERS exclude each other: set one of them" });
    return empty;
  }
  if (bootstrap) return fromEnvironment(bootstrap, name || "local", environment, errors);
  const file = isAbsolute(path ?? "") ? (path as string) : resolve(directory, path || "klar.yaml");
  let yaml: string;
  try {
    yaml = readFileSync(file, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (!path && code === "ENOENT") return empty;
    errors.push({ path: path ? "KLAR_CONFIG" : "klar.yaml", message: `names ${file}, which cannot be read (${code})` });
    return empty;
  }
  return parseConfigFile(yaml, { environment, directory: dirname(file) }, errors);
}

function fromEnvironment(
  bootstrap: string,
  name: string,
  { KLAR_SCHEMA_REGISTRY: registry }: Environment,
  errors: FieldError[],
): FromFile {
  const servers = bootstrap
    .split(",")
    .map((server) => server.trim())
    .filter((server) => server !== "");
  for (const server of servers.length > 0 ? servers : [bootstrap]) {
    if (!isAddress(server)) {
      errors.push({
        path: "KLAR_BOOTSTRAP_SERVERS",
        message: `must be host:port, several with commas; ${JSON.stringify(server)} is not`,
      });
    }
  }
  if (!z.safeParse(clusterName, name).success)
    errors.push({ path: "KLAR_CLUSTER_NAME", message: "must be of a-z, 0-9 and -" });
  const written = registry ? z.safeParse(SchemaRegistry, registry) : null;
  if (written && !written.success)
    errors.push({ path: "KLAR_SCHEMA_REGISTRY", message: "must be a http or https URL" });
  const schemaRegistry = written?.success ? { schemaRegistry: registryConfig(written.data) } : {};
  const plain = { environment: null, readOnly: false, tls: null, sasl: null, ...schemaRegistry };
  return { ...empty, clusters: [{ name, bootstrapServers: servers, ...plain }] };
}

/** Reads a configuration file's text; `directory` is where relative `file:` paths begin. What is wrong is added to `errors`. */
export function parseConfigFile(
  yaml: string,
  from: { environment: Environment; directory: string },
  errors: FieldError[],
): FromFile {
  const lines = new LineCounter();
  // no pretty errors: they would quote the lines around, and a password may stand there
  const document = parseDocument(yaml, { prettyErrors: false, lineCounter: lines });
  for (const error of document.errors) {
    errors.push({ path: `line ${lines.linePos(error.pos[0]).line}`, message: `is no YAML: ${error.message}` });
  }
  if (document.errors.length > 0) return empty;
  let written: unknown;
  try {
    written = document.toJS();
  } catch (error) {
    // aliases that lead nowhere or too far are found only here
    errors.push({ path: "the file", message: `is no YAML: ${error instanceof Error ? error.message : ""}` });
    return empty;
  }
  const filled = withSecrets(written, from, errors);
  const parsed = z.safeParse(File, filled ?? {}, { error: issueWords });
  if (!parsed.success) {
    const already = new Set(errors.map(({ path }) => path));
    errors.push(...fieldErrors("", parsed.error.issues).filter(({ path }) => !already.has(path)));
    return empty;
  }
  const { clusters, allowedHosts = [], publicUrl = null, history = empty.history, alerts = [] } = parsed.data;
  const configured = clusters.map((cluster, at) => ({
    ...clusterConfig(cluster),
    formats: givenRules(cluster.formats ?? [], `clusters[${at}].formats`, from.directory, errors),
  }));
  for (const [at, { cluster }] of alerts.entries()) {
    if (cluster !== undefined && !clusters.some(({ name }) => name === cluster))
      errors.push({
        path: `alerts[${at}].cluster`,
        message: `names ${JSON.stringify(cluster)}, which is no cluster here`,
      });
  }
  return {
    clusters: configured,
    allowedHosts: allowedHosts.map((host) => host.toLowerCase()),
    publicUrl,
    history: history.path === null ? history : { ...history, path: resolve(from.directory, history.path) },
    alerts: alertRules(alerts),
  };
}

function clusterConfig({
  name,
  bootstrapServers,
  environment,
  readOnly,
  tls,
  sasl,
  schemaRegistry,
  prometheus,
}: z.output<typeof Cluster>): ClusterConfig {
  return {
    name,
    bootstrapServers,
    environment: environment ?? null,
    readOnly: readOnly ?? false,
    tls: tlsConfig(tls),
    sasl: sasl ?? null,
    schemaRegistry: registryConfig(schemaRegistry),
    prometheus: prometheus ?? null,
  };
}

function registryConfig(written: z.output<typeof SchemaRegistry> | undefined): RegistryConfig | null {
  if (written === undefined) return null;
  const { url, tls, timeoutMs, ...rest } = typeof written === "string" ? { url: written } : written;
  return { ...rest, urls: typeof url === "string" ? [url] : url, tls: tlsConfig(tls), timeoutMs: timeoutMs ?? 3_000 };
}

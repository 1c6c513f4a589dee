import type { IncomingMessage } from "node:http";
import pino, { type Logger } from "pino";
import { ApiError } from "../lib/api/error";
import packageJson from "../package.json";
import { AlertMemory } from "./alerts/alert-memory";
import { type Alerts, createAlerts } from "./alerts/alerts";
import { createRegistry } from "./clusters/registry";
import { type Config, ConfigError, loadConfig, processEnvironment } from "./config";
import { threadedHistory } from "./history/history-thread";
import { openFrontDoor } from "./http/front-door";
import { refusal } from "./http/guard";
import { isLoopback } from "./http/host-name";
import { createStreamSet } from "./http/stream-set";
import { createJobs } from "./jobs/jobs";
import { openCluster } from "./kafka/open";
import { prometheusRanges } from "./metrics/prometheus";
import { openDecoding } from "./open-decoding";
import { installRuntime, type Runtime } from "./runtime";
import type { Connection } from "./workloads/member-messages";
import { createWorkloads } from "./workloads/workloads";

/** Between the last events of open streams and the end: a slow reader would otherwise keep the process for minutes. */
const exitAfterMs = 300;
/** so long what runs may still ask the brokers to put it in order, such as to give up a transaction */
const tidyMs = 200;
/** so long members of groups have to leave them: what they held goes on at once elsewhere, not after their session */
const leaveMs = 1_500;

const disposal = Symbol.for("klar.dispose");
type Holder = { [disposal]?: () => void };

/**
 * Composes the console: configuration, log, clusters, streams, signals. A wrong configuration is told line by line and ends the
 * process; a cluster that cannot be reached does not. In development a later boot puts an end to the one before.
 */
export async function boot(): Promise<void> {
  const holder = globalThis as Holder;
  holder[disposal]?.();
  const environment = processEnvironment();
  const log = createLog(environment.KLAR_LOG_LEVEL);
  const config = configOrExit(environment);
  const alerts = alertsOf(config, log);
  const runtime: Runtime = {
    config,
    alerts,
    clusters: createRegistry(
      config.clusters,
      ({ name, bootstrapServers, tls, sasl }) =>
        openCluster({ name, bootstrapServers, tls: tls ?? undefined, sasl: sasl ?? undefined }),
      historyOf(config, log),
      openDecoding,
      alerts,
      ({ name, prometheus }) => (prometheus ? prometheusRanges(prometheus, name) : null),
    ),
    streams: createStreamSet(),
    jobs: createJobs(),
    workloads: createWorkloads((name) => connectionOf(config, name)),
    log,
    version: packageJson.version,
    startedAt: Date.now(),
  };
  installRuntime(runtime);
  const closeDoor = openFrontDoor((request) => turnedAway(request, config));
  const forget = endOnSignal(runtime);
  holder[disposal] = () => {
    closeDoor();
    forget();
    endWork(runtime);
  };
  tellStart(runtime);
}

function alertsOf({ alerts, history, publicUrl }: Config, log: Logger): Alerts {
  const path = history.enabled && history.path !== null ? `${history.path}.alerts.json` : null;
  const onProblem = (problem: string) => log.error({ path, problem }, "the state of alerts cannot be kept");
  return createAlerts(alerts, {
    publicUrl,
    memory: path === null || alerts.length === 0 ? null : new AlertMemory(path, onProblem),
    onDelivery: (cluster, alert, { at: _at, ...delivery }) =>
      delivery.delivered
        ? log.info({ cluster, alert, ...delivery }, "an alert was sent")
        : log.error({ cluster, alert, ...delivery }, "an alert could not be sent"),
  });
}

/** In a thread of its own; without it clusters keep the pictures of ten minutes. */
function historyOf({ history }: Config, log: Logger) {
  if (!history.enabled) return undefined;
  return threadedHistory({ path: history.path, mostBytes: history.maxBytes }, (problem) => {
    if (problem === null) log.info("history is written again");
    else log.error({ problem }, "history cannot be kept as configured");
  });
}

/** JSON lines to stdout. Secrets have no business in what is logged; should one get there under its own name it is cut out. */
function createLog(level: string | undefined): Logger {
  return pino({
    level: level && level in pino.levels.values ? level : "info",
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        "password",
        "passphrase",
        "key",
        "cert",
        "sasl",
        "tls",
        "authorization",
        "cookie",
        "headers",
        "webhook",
      ].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: "[secret]",
    },
  });
}

/** How an ordinary client reaches a cluster. */
function connectionOf({ clusters }: Config, name: string): Connection | null {
  const cluster = clusters.find((one) => one.name === name);
  if (!cluster) return null;
  return { brokers: cluster.bootstrapServers, ssl: cluster.tls ?? false, sasl: cluster.sasl };
}

function configOrExit(environment: ReturnType<typeof processEnvironment>): Config {
  try {
    return loadConfig(environment, process.cwd());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const lines = error.errors.map(({ path, message }) => `  ${path} ${message}`);
    process.stderr.write(`The configuration is not right:\n${lines.join("\n")}\n`);
    process.exit(1);
  }
}

function turnedAway(request: IncomingMessage, config: Config): ApiError | null {
  // the address that was really dialled: whoever starts the server past bin/klar does not get around the rule
  if (!config.allowAnonymous && !isLoopback(request.socket.localAddress ?? "")) {
    return new ApiError("forbidden", "The console is open to this machine only.", {
      hint: "KLAR_ALLOW_ANONYMOUS=true lets everybody in who can reach it.",
    });
  }
  const { host, origin, "sec-fetch-site": site } = request.headers;
  return refusal(
    {
      method: request.method ?? "",
      target: request.url ?? "/",
      host: host ?? null,
      origin: origin ?? null,
      site: typeof site === "string" ? site : null,
    },
    config,
  );
}

/** SIGTERM and SIGINT: every stream gets its last event, then the process ends, whoever still reads. */
function endOnSignal(runtime: Runtime): () => void {
  const end = (signal: "SIGTERM" | "SIGINT") => {
    runtime.log.info({ signal, streams: runtime.streams.size }, "ending");
    const left = endWork(runtime);
    const exit = () => process.exit(signal === "SIGINT" ? 130 : 143);
    setTimeout(() => void left.then(exit), exitAfterMs);
    setTimeout(exit, exitAfterMs + leaveMs);
  };
  // started by bin/klar: should that be killed outright, its server does not stay behind
  const orphaned = () => end("SIGTERM");
  process.on("disconnect", orphaned);
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  return () => {
    process.off("SIGTERM", end);
    process.off("SIGINT", end);
    process.off("disconnect", orphaned);
  };
}

/** Jobs end before the streams that tell of them, and before the connections they use. Resolves when every member has left its group. */
function endWork(runtime: Runtime): Promise<unknown> {
  const ended = runtime.jobs.close();
  const left = runtime.workloads.close();
  runtime.streams.close();
  runtime.alerts.close();
  const patience = new Promise((resolve) => {
    setTimeout(resolve, tidyMs);
  });
  void Promise.race([ended, patience]).then(() => closeClusters(runtime));
  return left.catch((err: unknown) => runtime.log.warn({ err }, "a member of a group did not leave it"));
}

function closeClusters({ clusters, log }: Runtime): void {
  Promise.resolve(clusters.close()).catch((err: unknown) => log.warn({ err }, "a cluster did not close"));
}

function tellStart({ config, log, version }: Runtime): void {
  log.info(
    {
      version,
      clusters: config.clusters.map(({ name, bootstrapServers }) => ({ name, bootstrapServers })),
      host: config.host,
      port: config.port,
    },
    "started",
  );
  if (config.clusters.length === 0) {
    log.warn("no cluster is configured: set KLAR_BOOTSTRAP_SERVERS, or KLAR_CONFIG to a file like klar.example.yaml");
  }
  for (const { name, sasl, tls } of config.clusters) {
    if (sasl?.mechanism === "plain" && !tls)
      log.warn({ cluster: name }, "SASL PLAIN without TLS sends the password in the clear");
  }
}

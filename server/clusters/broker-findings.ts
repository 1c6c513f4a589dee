import type { BrokerRow } from "../../lib/api/brokers.ts";
import { bytesText } from "../../lib/format/bytes.ts";
import { plural } from "../../lib/format/count.ts";
import { paths } from "../../lib/paths.ts";
import { brokerRows } from "./broker-rows.ts";
import type { Sighting } from "./finding-log.ts";
import type { Snapshot } from "./snapshot.ts";

/** Share of a disk that is left when it is worth saying, and when it is urgent; per cent. */
const leftWarn = 15n;
const leftBad = 5n;
/** A broker that leads so many times the mean, and so many more than it. */
const unevenTimes = 1.5;
const unevenMore = 10;

export function brokerFindings(cluster: string, snapshot: Snapshot): Sighting[] {
  const rows = brokerRows(snapshot);
  const found: Sighting[] = [];
  for (const row of rows) found.push(...ofBroker(cluster, row));
  found.push(...unevenLeaders(cluster, rows), ...ofQuorum(cluster, snapshot));
  return found;
}

function ofBroker(cluster: string, row: BrokerRow): Sighting[] {
  const subject = { type: "broker", name: String(row.id) } as const;
  const href = paths.broker(cluster, row.id);
  if (!row.isAnswering) {
    const held = row.replicaCount ?? 0;
    const consequence =
      held === 0
        ? "It holds no replicas."
        : `Its ${plural(held, "replica is", "replicas are")} missing until it is back.`;
    return [
      {
        severity: "bad",
        kind: "broker-gone",
        subject,
        message: `${row.host}:${row.port} does not answer. ${consequence}`,
        href,
      },
    ];
  }
  const found: Sighting[] = [];
  if (row.isFenced) {
    const message = "It is fenced: the controller does not hear its heartbeats, so it leads nothing.";
    found.push({ severity: "bad", kind: "broker-fenced", subject, message, href });
  }
  for (const { path, error, totalBytes, usableBytes } of row.logDirs ?? []) {
    if (error !== null) {
      const message = `${path} is offline: the replicas in it are lost to this broker until it is mended and restarted. ${error}`;
      found.push({ severity: "bad", kind: "log-dir-failed", subject, message, href });
    } else if (totalBytes !== null && usableBytes !== null && totalBytes > 0n) {
      const left = (usableBytes * 100n) / totalBytes;
      if (left >= leftWarn) continue;
      const message = `${path} has ${left} % left (${bytesText(usableBytes)} of ${bytesText(totalBytes)}): a full disk stops the broker.`;
      found.push({ severity: left < leftBad ? "bad" : "warn", kind: "disk-full", subject, message, href });
    }
  }
  return found;
}

function unevenLeaders(cluster: string, rows: readonly BrokerRow[]): Sighting[] {
  const living = rows.filter(({ isAnswering }) => isAnswering);
  const sum = living.reduce((leaders, { leaderCount }) => leaders + (leaderCount ?? 0), 0);
  const mean = sum / living.length;
  const [most] = [...living].sort((a, b) => (b.leaderCount ?? 0) - (a.leaderCount ?? 0));
  const leads = most?.leaderCount ?? 0;
  if (!most || living.length < 2 || leads < mean * unevenTimes || leads - mean < unevenMore) return [];
  return [
    {
      severity: "warn",
      kind: "uneven-leaders",
      subject: { type: "broker", name: String(most.id) },
      message: `It leads ${leads} of ${plural(sum, "partition")} (on average a broker leads ${Math.round(mean)}): it serves more than its share of the clients.`,
      href: paths.brokers(cluster),
    },
  ];
}

function ofQuorum(cluster: string, { description }: Snapshot): Sighting[] {
  if (description === null) return [];
  const subject = { type: "cluster", name: cluster } as const;
  const found: Sighting[] = [];
  if (description.controllerId === null || description.controllerId < 0) {
    const message =
      "No controller is known: topics cannot be changed, and a partition that loses its leader gets no new one.";
    found.push({ severity: "bad", kind: "controller-unknown", subject, message, href: paths.brokers(cluster) });
  }
  const version = description.features.find(({ name }) => name === "metadata.version");
  if (version && version.finalized !== null && version.finalized < version.supportedMax) {
    const message = `metadata.version stands at ${version.finalized}, the brokers can run ${version.supportedMax}: an upgrade was not finished, and new features stay off.`;
    found.push({ severity: "info", kind: "upgrade-unfinished", subject, message, href: paths.brokers(cluster) });
  }
  return found;
}

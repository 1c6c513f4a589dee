import type { Finding } from "@/lib/api/clusters";

type Words = { word: string; check: string };

/** Each kind of trouble: its word in the list, and what is looked at to find it. Kinds are those of server/clusters/finding-kinds. */
const kinds: Record<string, Words> = {
  "offline-partitions": { word: "Offline", check: "Partitions without a leader" },
  "under-min-isr": { word: "Writes refused", check: "Partitions with fewer replicas in sync than min.insync.replicas" },
  "under-replicated": { word: "Under-replicated", check: "Partitions that lack replicas in sync" },
  "single-copy": { word: "Single copy", check: "Topics with one copy although there are more brokers" },
  "single-copy-offsets": { word: "Single copy", check: "Committed offsets kept once only" },
  "no-slack": { word: "No slack", check: "Topics whose min.insync.replicas allows no broker to be missing" },
  "broker-gone": { word: "Not answering", check: "Brokers that do not answer" },
  "broker-fenced": { word: "Fenced", check: "Brokers that the controller has fenced" },
  "log-dir-failed": { word: "Log dir failed", check: "Log directories that are offline" },
  "disk-full": { word: "Disk filling", check: "Log directories with less than 15 % left" },
  "uneven-leaders": { word: "Uneven leaders", check: "Brokers that lead far more partitions than the others" },
  "controller-unknown": { word: "No controller", check: "Whether a controller is active" },
  "upgrade-unfinished": { word: "Upgrade open", check: "Whether metadata.version was raised after an upgrade" },
  "lag-growing": { word: "Falling behind", check: "Groups whose lag grows" },
  "group-stalled": { word: "Stalled", check: "Groups whose members hold partitions and do not move" },
  "group-stopped": { word: "No member", check: "Groups with records waiting and no member" },
  "idle-members": { word: "Idle members", check: "Groups with more members than partitions" },
  "beyond-end": { word: "Beyond the end", check: "Groups with commits beyond the end of a partition" },
  "coordinator-lost": { word: "No coordinator", check: "Groups whose coordinator does not answer" },
};

/** The word of a finding; a kind this build does not know keeps its name, readable. */
export function findingWord(kind: string): string {
  const known = kinds[kind]?.word;
  if (known !== undefined) return known;
  const words = kind.replaceAll("-", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What is checked, in the order of urgency. */
export const checkList: readonly string[] = Object.values(kinds).map(({ check }) => check);

export const findingKindNames: readonly string[] = Object.keys(kinds);

/** The word of the one way on, from where it leads. */
export function wayOn({ subject, href }: Pick<Finding, "subject" | "href">): string {
  if (subject.type === "cluster") {
    const place = href.split("/").at(-1) ?? "";
    return { topics: "Topics", brokers: "Brokers", groups: "Groups" }[place] ?? "Look";
  }
  return { broker: "Broker", topic: "Topic", partition: "Partition", group: "Group" }[subject.type];
}

/** Brokers are numbers: alone they would say nothing. */
export function subjectText({ type, name }: Finding["subject"]): string {
  return type === "broker" ? `broker ${name}` : type === "cluster" ? `cluster ${name}` : name;
}

export function severityCounts(findings: readonly Finding[]): Record<Finding["severity"], number> {
  const counts = { bad: 0, warn: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

const rank = { bad: 0, warn: 1, info: 2 };

/** The worst first; the server's own order within a severity. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => rank[a.severity] - rank[b.severity]);
}

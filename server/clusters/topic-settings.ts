import type { ConfigEntry, KafkaCluster, Topic } from "../kafka/cluster.ts";
import type { ProblemList } from "./partial-problems.ts";
import type { TopicSettings } from "./snapshot.ts";

const keys = ["cleanup.policy", "retention.ms", "min.insync.replicas"] as const;
/** Configs seldom change: they are read again after this, and at once for a topic that is new or was changed here; ms. */
const paceMs = 60_000;
/** Topics asked about in one request, so that a broker's answer stays a few hundred KB. */
const perRequest = 2_000;

type Known = { topicId: string; settings: TopicSettings | null };

/** Topic configs at a pace of their own. */
export class TopicSettingsCache {
  readonly #kafka: Pick<KafkaCluster, "describeConfigs">;
  readonly #forgotten = new Set<string>();
  #known = new Map<string, Known>();
  #readAt = 0;

  constructor(kafka: Pick<KafkaCluster, "describeConfigs">) {
    this.#kafka = kafka;
  }

  /** The next picture reads this topic's configs again. */
  forget(topic: string): void {
    this.#known.delete(topic);
    this.#forgotten.add(topic);
  }

  /** Settings by topic name; null where they could not be had, which `problems` then tells. */
  async read(
    topics: readonly Topic[],
    problems: ProblemList,
    timeoutMs: number,
  ): Promise<ReadonlyMap<string, TopicSettings | null>> {
    const now = Date.now();
    this.#forgotten.clear();
    const isDue = now - this.#readAt >= paceMs;
    const before = this.#known;
    const asked = isDue ? topics : topics.filter(({ name, topicId }) => before.get(name)?.topicId !== topicId);
    const had = await this.#ask(asked, problems, timeoutMs);
    const next = new Map<string, Known>();
    for (const { name, topicId } of topics) {
      const fresh = had.get(name);
      const old = before.get(name);
      if (fresh !== undefined) next.set(name, { topicId, settings: fresh });
      else if (old?.topicId === topicId) next.set(name, old);
    }
    const settings = new Map([...next].map(([name, known]) => [name, known.settings] as const));
    // what was changed while this was under way may have been read before the change
    for (const name of this.#forgotten) next.delete(name);
    this.#known = next;
    if (isDue && had.size > 0) this.#readAt = now;
    return settings;
  }

  async #ask(topics: readonly Topic[], problems: ProblemList, timeoutMs: number) {
    const had = new Map<string, TopicSettings | null>();
    const parts: Topic[][] = [];
    for (let from = 0; from < topics.length; from += perRequest) parts.push(topics.slice(from, from + perRequest));
    const answers = await Promise.all(
      parts.map((part) =>
        this.#kafka.describeConfigs(
          part.map(({ name }) => ({ type: "topic" as const, name })),
          { keys, timeoutMs },
        ),
      ),
    );
    for (const item of answers.flat()) {
      if (item.ok) had.set(item.key.name, settingsOf(item.value));
      // deleted since the list of topics was read
      else if (item.error.kafkaCode !== 3) problems.add("topic configs", "configs", item.error, item.key.name);
    }
    return had;
  }
}

/** What lists show, out of a topic's configs. */
export function settingsOf(entries: readonly ConfigEntry[]): TopicSettings {
  const values = new Map(entries.map(({ name, value }) => [name, value]));
  const retention = values.get("retention.ms");
  const minIsr = values.get("min.insync.replicas");
  return {
    cleanupPolicy: values.get("cleanup.policy") ?? null,
    retentionMs: retention && /^-?\d{1,19}$/.test(retention) ? BigInt(retention) : null,
    minInsyncReplicas: minIsr && /^\d{1,9}$/.test(minIsr) ? Number(minIsr) : null,
  };
}

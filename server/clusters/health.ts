import type { ClusterRow } from "../../lib/api/clusters.ts";
import { ApiError } from "../../lib/api/error.ts";
import { plural } from "../../lib/format/count.ts";
import { isOffline, isUnderReplicated } from "../../lib/kafka/partition-health.ts";
import type { ClusterDescription, ClusterMetadata, KafkaCluster, Topic } from "../kafka/cluster.ts";
import { KafkaError } from "../kafka/error.ts";
import type { GroupListing } from "../kafka/groups.ts";
import type { Settled } from "../kafka/settled.ts";
import { isAnswer } from "./partial-problems.ts";
import type { Snapshot } from "./snapshot.ts";

/** ms: the list of clusters has 2 s, also when one of them is a black hole */
const probeMs = 1_500;
/** a broker that is frozen must be told from those that answer before the time is up; ms */
const brokerMs = 1_200;
/** a picture not older than this says how the cluster is, without asking anew; ms */
const freshMs = 10_000;
const rememberedMs = 1_000;

export type ClusterCounts = Pick<
  ClusterRow,
  "brokerCount" | "topicCount" | "partitionCount" | "underReplicatedPartitions" | "offlinePartitions"
>;
export type ClusterHealth = ClusterCounts & {
  status: ClusterRow["status"];
  /** why it is not "ok", in words */
  error: ClusterRow["error"];
  clusterId: string | null;
  kafkaVersion: string | null;
};

/** What is asked of the keeper of pictures. */
type Pictures = { readonly current: Snapshot | null; readonly failure: ApiError | null };

const unknownCounts: ClusterCounts = {
  brokerCount: null,
  topicCount: null,
  partitionCount: null,
  underReplicatedPartitions: null,
  offlinePartitions: null,
};

/** How the cluster is: from a fresh picture where there is one, else asked. Takes 1.5 s at most and never throws. */
export class HealthProbe {
  readonly #kafka: KafkaCluster;
  readonly #bootstrap: readonly string[];
  readonly #pictures: Pictures;
  #description: ClusterDescription | null = null;
  #last: { at: number; health: ClusterHealth } | null = null;
  #running: Promise<ClusterHealth> | null = null;

  constructor(kafka: KafkaCluster, bootstrap: readonly string[], pictures: Pictures) {
    this.#kafka = kafka;
    this.#bootstrap = bootstrap;
    this.#pictures = pictures;
  }

  async get(): Promise<ClusterHealth> {
    const { current, failure } = this.#pictures;
    if (current && !failure && Date.now() - current.asOf < freshMs) return this.#ofPicture(current);
    if (this.#last && Date.now() - this.#last.at < rememberedMs) return this.#last.health;
    this.#running ??= this.#ask().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  #ofPicture(snapshot: Snapshot): ClusterHealth {
    this.#description = snapshot.description ?? this.#description;
    const brokers = [...snapshot.brokers.values()].map(({ broker, isAnswering }) => ({ id: broker.id, isAnswering }));
    return this.#judge(brokers, topicsOf(snapshot));
  }

  async #ask(): Promise<ClusterHealth> {
    const call = { timeoutMs: brokerMs };
    const late = new Promise<null>((resolve) => setTimeout(resolve, probeMs, null).unref());
    const orLate = <T>(work: Promise<T>) => Promise.race([work.catch(lateOrThrow), late]);
    let health: ClusterHealth;
    try {
      const [metadata, description, listed] = await Promise.all([
        orLate(this.#kafka.metadata({ ...call, fresh: true })),
        orLate(this.#kafka.describe(call).catch(() => null)),
        orLate(this.#kafka.listGroups(call).catch(() => null)),
      ]);
      this.#description = description ?? this.#description;
      health = this.#ofAnswers(metadata, listed);
    } catch (error) {
      health = this.#unreachable(
        error instanceof ApiError
          ? error
          : new ApiError("internal", "How the cluster is could not be found out.", { cause: error }),
      );
    }
    this.#last = { at: Date.now(), health };
    return health;
  }

  #ofAnswers(metadata: ClusterMetadata | null, listed: Settled<GroupListing[], number>[] | null): ClusterHealth {
    const silent = new Map<number, KafkaError>();
    const answering = new Set<number>();
    for (const item of listed ?? []) {
      if (item.ok || isAnswer(item.error)) answering.add(item.key);
      else silent.set(item.key, item.error);
    }
    if (metadata === null && answering.size === 0) throw this.#noAnswer();
    const [first] = silent.values();
    // the bootstrap address answers and no broker does at the address it advertises
    if (first && answering.size === 0) throw first;
    const living = new Set(metadata?.brokers.map(({ id }) => id) ?? [...answering, ...silent.keys()]);
    const known = new Set([...living, ...(this.#description?.brokers ?? []).map(({ id }) => id)]);
    const brokers = [...known].map((id) => ({ id, isAnswering: living.has(id) && !silent.has(id) }));
    // one broker froze while it was asked about the whole: the others have been heard all the same
    return this.#judge(brokers, metadata?.topics ?? topicsOf(this.#pictures.current));
  }

  #judge(brokers: { id: number; isAnswering: boolean }[], topics: readonly Topic[] | null): ClusterHealth {
    const counts = topics ? countsOf(brokers.length, topics) : { ...unknownCounts, brokerCount: brokers.length };
    const error = degradedBy(brokers, counts);
    return { ...this.#identity(), ...counts, status: error === null ? "ok" : "degraded", error };
  }

  #unreachable({ code, message, hint }: ApiError): ClusterHealth {
    const error = { code, message, hint: hint ?? null };
    return { ...this.#identity(), ...unknownCounts, status: "unreachable", error };
  }

  #identity() {
    const { clusterId = null, kafkaVersion = null } = this.#description ?? {};
    return { clusterId, kafkaVersion };
  }

  #noAnswer(): ApiError {
    return new ApiError("unreachable", `Nobody at ${this.#bootstrap.join(", ")} answered within ${probeMs / 1000} s.`, {
      hint: "A firewall may drop the packets, or the brokers are overloaded.",
    });
  }
}

function topicsOf(snapshot: Snapshot | null): Topic[] | null {
  return snapshot && [...snapshot.topics.values()].map(({ topic }) => topic);
}

/** Late by the wire's own clock is late as well. */
function lateOrThrow(error: unknown): null {
  if (error instanceof KafkaError && error.kafkaCode === -102) return null;
  throw error;
}

export function countsOf(brokerCount: number, topics: readonly Topic[]): ClusterCounts {
  let partitionCount = 0;
  let underReplicatedPartitions = 0;
  let offlinePartitions = 0;
  for (const { partitions } of topics) {
    partitionCount += partitions.length;
    for (const partition of partitions) {
      if (isUnderReplicated(partition)) underReplicatedPartitions += 1;
      if (isOffline(partition)) offlinePartitions += 1;
    }
  }
  return { brokerCount, topicCount: topics.length, partitionCount, underReplicatedPartitions, offlinePartitions };
}

/** What is wrong with a cluster that answers; null when nothing is. */
function degradedBy(brokers: { id: number; isAnswering: boolean }[], counts: ClusterCounts): ClusterRow["error"] {
  const silent = brokers.filter(({ isAnswering }) => !isAnswering).map(({ id }) => id);
  const words: string[] = [];
  if (silent.length > 0) {
    const isOne = silent.length === 1;
    words.push(`${isOne ? "Broker" : "Brokers"} ${silent.join(", ")} ${isOne ? "does" : "do"} not answer.`);
  }
  const offline = counts.offlinePartitions ?? 0;
  const under = counts.underReplicatedPartitions ?? 0;
  if (offline > 0) words.push(`${plural(offline, "partition has", "partitions have")} no leader.`);
  if (under > 0) words.push(`${plural(under, "partition lacks", "partitions lack")} replicas in sync.`);
  if (words.length === 0) return null;
  return { code: silent.length > 0 ? "unreachable" : "kafka", message: words.join(" "), hint: null };
}

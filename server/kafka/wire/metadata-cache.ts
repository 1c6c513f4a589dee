import type { Broker, Call, ClusterMetadata, Partition, Topic, TopicPartition } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import type { MetadataAnswer, MetadataTopic } from "../protocol/3-metadata.ts";
import { bounded } from "./lane.ts";
import type { Routed } from "./wire.ts";

type Ask = (topics: string[] | null, call: Call | undefined) => Promise<MetadataAnswer>;
type Picture = { cluster: ClusterMetadata; controllerId: number; topics: Map<string, Topic> };

/** so many unknown topics are asked about by name; above, everything is asked for */
const mostByName = 100;
/** a partition that had no leader so short a time ago is not asked about again: a cluster with many offline ones is asked enough, ms */
const recentMs = 2_000;

/** Brokers, topics and leaders as last told. One full request at a time, whoever asks; never older than allowed. */
export class MetadataCache {
  readonly #ask: Ask;
  readonly #maxAgeMs: number;
  readonly #callMs: number;
  #picture: Picture | null = null;
  /** the last full answer with what was made of it: while it stays the same, topics stay the same objects */
  #full: { answer: MetadataAnswer; topics: Map<string, Topic>; list: Topic[] } | null = null;
  /** how often something was heard to have changed, and how much of that the picture has in it */
  #changes = 0;
  #seen = 0;
  #running: Promise<Picture> | null = null;
  #queued: Promise<Picture> | null = null;

  constructor(ask: Ask, { metadataMs, callMs }: { metadataMs: number; callMs: number }) {
    this.#ask = ask;
    this.#maxAgeMs = metadataMs;
    this.#callMs = callMs;
  }

  /** what is known without asking */
  get brokers(): Broker[] {
    return this.#picture?.cluster.brokers ?? [];
  }

  stale(): void {
    this.#changes++;
  }

  /** `fresh`: from a request that begins after this call, so that a change made before it is in the answer */
  async get(options: Call & { fresh?: boolean | undefined } = {}): Promise<Picture> {
    const picture = this.#picture;
    if (!options.fresh && picture && this.#seen === this.#changes && Date.now() - picture.cluster.asOf < this.#maxAgeMs)
      return picture;
    const deadline = Date.now() + (options.timeoutMs ?? this.#callMs);
    return bounded(this.#next(options.fresh ?? false), { deadline, signal: options.signal }, "the cluster");
  }

  /** Shared by all who ask: a caller's deadline and signal end its waiting, not the request. */
  #next(fresh: boolean): Promise<Picture> {
    if (!this.#running) return this.#refresh();
    if (!fresh) return this.#running;
    this.#queued ??= this.#running
      .catch(() => {})
      .then(() => {
        this.#queued = null;
        return this.#refresh();
      });
    return this.#queued;
  }

  async controllerId(call?: Call): Promise<number> {
    return (await this.get(call)).controllerId;
  }

  /** One topic asked for by name, now. KafkaError 3 when there is none. */
  async topic(name: string, call?: Call): Promise<Topic> {
    const [error] = await this.#askByName([name], call);
    if (error) throw error;
    const topic = this.#picture?.topics.get(name);
    if (!topic) throw new KafkaError(3, `topic ${name}`);
    return topic;
  }

  async leadersOf<T extends TopicPartition>(asks: readonly T[], call?: Call): Promise<Routed<T>> {
    const before = await this.get(call);
    const missing = new Set<string>();
    const isRecent = Date.now() - before.cluster.asOf < recentMs;
    for (const ask of asks) {
      const isLeaderless = isRecent && partitionIn(before, ask) !== undefined;
      if (leaderIn(before, ask) === null && !isLeaderless) missing.add(ask.topic);
    }
    if (missing.size > mostByName) await this.get({ ...call, fresh: true });
    else if (missing.size > 0) await this.#askByName([...missing], call);
    const picture = this.#picture ?? before;
    const routed: Routed<T> = { byNode: new Map(), failed: [] };
    for (const ask of asks) {
      const leader = leaderIn(picture, ask);
      if (leader === null) {
        const code = partitionIn(picture, ask) ? 5 : 3;
        routed.failed.push({ key: ask, error: new KafkaError(code, `${ask.topic}-${ask.partition}`) });
        continue;
      }
      const there = routed.byNode.get(leader);
      if (there) there.push(ask);
      else routed.byNode.set(leader, [ask]);
    }
    return routed;
  }

  #refresh(): Promise<Picture> {
    const asOf = Date.now();
    const changes = this.#changes;
    this.#running = this.#ask(null, undefined)
      .then((answer) => {
        this.#seen = changes;
        if (this.#full?.answer !== answer) {
          const topics = new Map<string, Topic>();
          for (const told of answer.topics) {
            const topic = told.errorCode === 3 ? null : topicOf(told);
            if (topic) topics.set(topic.name, topic);
          }
          this.#full = { answer, topics, list: [...topics.values()] };
        }
        return this.#keep(answer, this.#full.topics, asOf, this.#full.list);
      })
      .finally(() => {
        this.#running = null;
      });
    return this.#running;
  }

  /** Puts what is told about these topics into the picture, and takes out those that are gone. */
  async #askByName(names: string[], call?: Call): Promise<KafkaError[]> {
    const asOf = this.#picture?.cluster.asOf ?? 0;
    const answer = await this.#ask(names, call);
    const topics = new Map(this.#picture?.topics);
    const errors: KafkaError[] = [];
    for (const told of answer.topics) {
      const topic = topicOf(told);
      // 5 at the level of a topic: it exists, its leaders are not known yet
      if (topic && (told.errorCode === 0 || told.errorCode === 5)) topics.set(topic.name, topic);
      else {
        if (told.name) topics.delete(told.name);
        // A name Kafka does not allow is the name of no topic.
        errors.push(new KafkaError(told.errorCode === 17 ? 3 : told.errorCode, `topic ${told.name}`));
      }
    }
    this.#keep(answer, topics, asOf);
    return errors;
  }

  #keep(answer: MetadataAnswer, topics: Map<string, Topic>, asOf: number, list = [...topics.values()]): Picture {
    const brokers = answer.brokers.map((broker) => ({ ...broker, isFenced: false })).sort((a, b) => a.id - b.id);
    const cluster = { clusterId: answer.clusterId, brokers, topics: list, asOf };
    const picture = { cluster, controllerId: answer.controllerId, topics };
    this.#picture = picture;
    return picture;
  }
}

function partitionIn(picture: Picture, { topic, partition }: TopicPartition): Partition | undefined {
  return picture.topics.get(topic)?.partitions[partition];
}

function leaderIn(picture: Picture, ask: TopicPartition): number | null {
  return partitionIn(picture, ask)?.leader ?? null;
}

/** Partitions are numbered without gaps, so that sorted ones are found by their number. */
function topicOf(told: MetadataTopic): Topic | null {
  if (!told.name) return null;
  const partitions = told.partitions
    .map(({ partition, leader, leaderEpoch, replicas, isr, offline, errorCode }) => ({
      partition,
      leader: leader < 0 ? null : leader,
      leaderEpoch,
      replicas,
      isr,
      offlineReplicas: offline,
      errorCode,
    }))
    .sort((a, b) => a.partition - b.partition);
  const { name, topicId, internal } = told;
  return { name, topicId, internal, partitions };
}

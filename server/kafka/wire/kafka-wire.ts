import type { Broker, Call, ClusterMetadata, Feature, Topic, TopicPartition } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import { metadata } from "../protocol/3-metadata.ts";
import { initProducerId } from "../protocol/22-init-producer-id.ts";
import type { ApiCall } from "../protocol/api-call.ts";
import type { FetchSession } from "../transfer.ts";
import type { Answer, Connection } from "./connection.ts";
import { CoordinatorCache } from "./coordinator-cache.ts";
import { commonVersion } from "./dial.ts";
import { type Endpoint, Endpoints } from "./endpoints.ts";
import { OwnSockets } from "./fetch-session.ts";
import type { Wait } from "./lane.ts";
import { MetadataCache } from "./metadata-cache.ts";
import { askPatiently } from "./patience.ts";
import { Producing } from "./produce.ts";
import { mostAttempts, retryPause } from "./retry.ts";
import { isRefusedWhole, Router } from "./router.ts";
import type { WireSettings } from "./settings.ts";
import { OwnTransactions } from "./transactions.ts";
import type { CallOptions, CoordinatorKind, Purpose, Routed, Target, VersionRange, Wire } from "./wire.ts";

/** How long a transaction may stay open; of a producer id that is taken for idempotence alone it is never used. */
const transactionTimeoutMs = 60_000;
const everyTopic: [null] = [null];

export class KafkaWire implements Wire {
  readonly name: string;
  /** default deadline of a call, ms */
  readonly callMs: number;
  readonly #endpoints: Endpoints;
  readonly #metadata: MetadataCache;
  readonly #coordinators: CoordinatorCache;
  readonly #sessions = new Set<OwnSockets>();
  readonly #router: Router;
  readonly #producing: Producing;
  #isClosed = false;
  /** is called when a broker ends a connection that was not in the middle of being closed */
  onConnectionLost: () => void = () => {};

  constructor(settings: WireSettings) {
    this.name = settings.name;
    this.callMs = settings.limits.callMs;
    this.#endpoints = new Endpoints(settings, () => this.onConnectionLost());
    this.#metadata = new MetadataCache(
      (topics, call) =>
        topics === null
          ? this.call({ kind: "any" }, metadata, everyTopic, { ...call, isRepeated: true })
          : this.call({ kind: "any" }, metadata, [topics], call),
      settings.limits,
    );
    this.#coordinators = new CoordinatorCache(this);
    const known = { metadata: this.#metadata, coordinators: this.#coordinators, bootstrap: settings.bootstrap };
    this.#router = new Router(this.#endpoints, known);
    this.#producing = new Producing(this);
  }

  async call<Args extends unknown[], R>(
    target: Target,
    api: ApiCall<Args, R>,
    args: Args,
    options: CallOptions = {},
  ): Promise<R> {
    const purpose = options.purpose ?? "admin";
    const isIdempotent = options.idempotent ?? purpose === "admin";
    const deadline = Date.now() + (options.timeoutMs ?? this.callMs);
    const avoid = new Set<Endpoint>();
    for (let attempt = 1; ; attempt++) {
      const isLast = attempt >= mostAttempts || Date.now() >= deadline;
      try {
        const answer = await this.#once(target, api, args, {
          purpose,
          isIdempotent,
          deadline,
          signal: options.signal,
          isRepeated: options.isRepeated,
          avoid,
        });
        const isRetry = this.#router.learn(target, answer) && (isIdempotent || isRefusedWhole(answer));
        if (!isRetry || isLast) return answer.value;
      } catch (error) {
        if (!(error instanceof KafkaError) || isLast || this.#isClosed || Date.now() >= deadline) throw error;
        if (!this.#router.mayRetry(target, error)) throw error;
      }
      await retryPause(attempt, options.signal);
    }
  }

  async #once<Args extends unknown[], R>(
    target: Target,
    api: ApiCall<Args, R>,
    args: Args,
    how: {
      purpose: Purpose;
      isIdempotent: boolean;
      deadline: number;
      signal: AbortSignal | undefined;
      isRepeated: boolean | undefined;
      avoid: Set<Endpoint>;
    },
  ): Promise<Answer<R>> {
    const { purpose, isIdempotent, signal, isRepeated } = how;
    // Any broker will do: half of the time for the first, so that one that hangs leaves time for another.
    const left = how.deadline - Date.now();
    const deadline =
      target.kind === "any" && isIdempotent ? Date.now() + Math.max(left / 2, Math.min(left, 1_000)) : how.deadline;
    const wait = { deadline, signal };
    const endpoint = await this.#router.endpointOf(target, purpose, wait, how.avoid);
    try {
      return await this.#at(endpoint, purpose, wait, (connection) =>
        connection.send(api, versionFor(api, connection), args, { ...wait, isChange: !isIdempotent, isRepeated }),
      );
    } catch (error) {
      if (target.kind === "any") how.avoid.add(endpoint);
      throw error;
    }
  }

  /** Runs on a socket of the endpoint; a dial that fails is explained by what metadata promised. */
  async #at<T>(
    endpoint: Endpoint,
    purpose: Purpose,
    wait: Wait,
    work: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    try {
      const result = await endpoint.lane(purpose).run(wait, work);
      this.#endpoints.answered(endpoint);
      return result;
    } catch (error) {
      throw this.#router.explain(endpoint, error);
    }
  }

  async metadata(options: Call & { fresh?: boolean | undefined } = {}): Promise<ClusterMetadata> {
    return (await this.#metadata.get(options)).cluster;
  }

  async nodes(call?: Call): Promise<Broker[]> {
    return (await this.#metadata.get(call)).cluster.brokers;
  }

  topic(name: string, call?: Call): Promise<Topic> {
    return this.#metadata.topic(name, call);
  }

  leadersOf<T extends TopicPartition>(asks: readonly T[], call?: Call): Promise<Routed<T>> {
    return this.#metadata.leadersOf(asks, call);
  }

  coordinatorsOf(of: CoordinatorKind, keys: readonly string[], call?: Call): Promise<Routed<string>> {
    return this.#coordinators.of(of, keys, call);
  }

  learnCoordinators(of: CoordinatorKind, node: number, keys: Iterable<string>): void {
    this.#coordinators.learn(of, node, keys);
  }

  staleMetadata(): void {
    this.#metadata.stale();
  }

  staleCoordinators(of: CoordinatorKind, keys: readonly string[]): void {
    this.#coordinators.forget(of, keys);
  }

  async apiRange(node: number | "any", key: number, call: Call = {}): Promise<VersionRange | null> {
    return this.#looking(node, call, async (connection) => connection.ranges.get(key) ?? null);
  }

  async versionOf<Args extends unknown[], R>(
    node: number | "any",
    api: ApiCall<Args, R>,
    call: Call = {},
  ): Promise<number | null> {
    return commonVersion(api, await this.apiRange(node, api.key, call));
  }

  async controllerId(call?: Call): Promise<number | null> {
    const id = await this.#metadata.controllerId(call);
    return id < 0 ? null : id;
  }

  async features(call: Call = {}): Promise<Feature[]> {
    const wait = this.#wait(call);
    const endpoint = await this.#router.endpointOf({ kind: "any" }, "admin", wait, new Set());
    return this.#at(endpoint, "admin", wait, async () => endpoint.features);
  }

  async #looking<T>(node: number | "any", call: Call, look: (connection: Connection) => Promise<T>): Promise<T> {
    const wait = this.#wait(call);
    const endpoint = await this.#router.endpointOf(
      node === "any" ? { kind: "any" } : { kind: "node", id: node },
      "admin",
      wait,
      new Set(),
    );
    return this.#at(endpoint, "admin", wait, look);
  }

  #wait(call: Call): Wait {
    return { deadline: Date.now() + (call.timeoutMs ?? this.callMs), signal: call.signal };
  }

  openFetch(): FetchSession {
    const session = new OwnSockets({
      endpointOf: (id, call) => this.#router.endpointOfNode(id, call),
      staleMetadata: () => this.staleMetadata(),
      explain: (endpoint, error) => this.#router.explain(endpoint, error),
      onClose: () => this.#sessions.delete(session),
    });
    this.#sessions.add(session);
    return session;
  }

  produce: Wire["produce"] = (asks, options) => this.#producing.produce(asks, options);

  /** For Produce with acks 0, which is never answered. */
  async post<Args extends unknown[], R>(node: number, api: ApiCall<Args, R>, args: Args, call: Call): Promise<void> {
    const wait = this.#wait(call);
    const endpoint = await this.#router.endpointOfNode(node, call);
    await this.#at(endpoint, "produce", wait, (connection) => connection.post(api, versionFor(api, connection), args));
  }

  initProducerId: Wire["initProducerId"] = async (call = {}) => {
    // Asking twice costs an unused id, nothing else. A broker that has just started has none to give yet.
    const options = { ...call, purpose: "mutate", idempotent: true } as const;
    const patience = { signal: call.signal, timeoutMs: call.timeoutMs ?? this.callMs, target: "producer id" };
    const { producerId, producerEpoch } = await askPatiently(patience, async () => {
      const told = await this.call({ kind: "any" }, initProducerId, [null, transactionTimeoutMs], options);
      return { value: told, codes: [told.errorCode] };
    });
    return { producerId, producerEpoch };
  };

  openTransactions: Wire["openTransactions"] = (transactionalId, timeoutMs = transactionTimeoutMs) =>
    new OwnTransactions(this, transactionalId, timeoutMs);

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const session of this.#sessions) session.close();
    this.#endpoints.close();
  }
}

export function versionFor<Args extends unknown[], R>(api: ApiCall<Args, R>, connection: Connection): number {
  const range = connection.ranges.get(api.key);
  const version = commonVersion(api, range);
  if (version !== null) return version;
  const ours = Object.keys(api.versions).join(", ");
  throw new KafkaError(-107, connection.address, {
    message: range
      ? `${connection.address} knows ${api.name} in versions ${range.min} to ${range.max}; Klar speaks ${ours}.`
      : `${connection.address} does not have ${api.name}.`,
  });
}

import { staleCoordinatorCodes, staleLeaderCodes } from "../../../lib/kafka/error-codes.ts";
import type { Broker, Call } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import type { Answer } from "./connection.ts";
import type { CoordinatorCache } from "./coordinator-cache.ts";
import type { Endpoint, Endpoints } from "./endpoints.ts";
import type { Wait } from "./lane.ts";
import type { MetadataCache } from "./metadata-cache.ts";
import { type Address, addressText } from "./settings.ts";
import type { Purpose, Target } from "./wire.ts";

/** Finds the address for a target, and learns from answers and failures that it has moved. */
export class Router {
  readonly #endpoints: Endpoints;
  readonly #metadata: MetadataCache;
  readonly #coordinators: CoordinatorCache;
  readonly #bootstrap: readonly Address[];

  constructor(
    endpoints: Endpoints,
    known: { metadata: MetadataCache; coordinators: CoordinatorCache; bootstrap: readonly Address[] },
  ) {
    this.#endpoints = endpoints;
    this.#metadata = known.metadata;
    this.#coordinators = known.coordinators;
    this.#bootstrap = known.bootstrap;
  }

  async endpointOf(target: Target, purpose: Purpose, wait: Wait, avoid: ReadonlySet<Endpoint>): Promise<Endpoint> {
    const call = { signal: wait.signal, timeoutMs: Math.max(1, wait.deadline - Date.now()) };
    switch (target.kind) {
      case "any":
        return this.#endpoints.any(this.#metadata.brokers, purpose, wait, avoid);
      case "node":
        return this.endpointOfNode(target.id, call);
      case "controller":
        return this.endpointOfNode(await this.#metadata.controllerId(call), call);
      case "leader": {
        const { byNode, failed } = await this.#metadata.leadersOf([target], call);
        const [leader] = byNode.keys();
        if (leader === undefined) throw failed[0]?.error ?? new KafkaError(5, `${target.topic}-${target.partition}`);
        return this.endpointOfNode(leader, call);
      }
      case "coordinator": {
        const { byNode, failed } = await this.#coordinators.of(target.of, [target.key], call);
        const [coordinator] = byNode.keys();
        if (coordinator === undefined) throw failed[0]?.error ?? new KafkaError(15, `${target.of} ${target.key}`);
        return this.endpointOfNode(coordinator, call);
      }
    }
  }

  async endpointOfNode(id: number, call: Call): Promise<Endpoint> {
    const find = (brokers: Broker[]): Broker | undefined => brokers.find((broker) => broker.id === id);
    const broker =
      find((await this.#metadata.get(call)).cluster.brokers) ??
      find((await this.#metadata.get({ ...call, fresh: true })).cluster.brokers);
    if (!broker)
      throw new KafkaError(-101, `broker ${id}`, {
        message: `Broker ${id} is not part of the cluster at the moment: it is down or has left.`,
      });
    return this.#endpoints.at(broker);
  }

  /** A dial that failed, in the light of what metadata promised. */
  explain(endpoint: Endpoint, error: unknown): unknown {
    const isAdvertisedOnly = !this.#bootstrap.some((address) => addressText(address) === endpoint.text);
    if (!(error instanceof KafkaError) || error.kafkaCode !== -101 || endpoint.isProven || !isAdvertisedOnly)
      return error;
    const broker = this.#metadata.brokers.find((known) => addressText(known) === endpoint.text);
    const reached = this.#bootstrap.map(addressText).join(", ");
    return new KafkaError(-106, endpoint.text, {
      message: `The cluster answers at ${reached}, but broker ${broker?.id ?? "?"} advertises itself as ${endpoint.text}, and ${error.message}`,
      cause: error,
    });
  }

  /** Takes from an answer what it says about routes; true when the same target should be asked again. */
  learn<R>(target: Target, { codes }: Answer<R>): boolean {
    const isLeaderStale = codes.some((code) => staleLeaderCodes.has(code));
    const isCoordinatorStale = codes.some((code) => staleCoordinatorCodes.has(code));
    if (isLeaderStale || codes.includes(41)) this.#metadata.stale();
    if (isCoordinatorStale && target.kind === "coordinator") this.#coordinators.forget(target.of, [target.key]);
    if (isCoordinatorStale && target.kind === "node") this.#coordinators.forgetNode(target.id);
    if (target.kind === "leader") return isLeaderStale;
    if (target.kind === "coordinator") return isCoordinatorStale;
    return target.kind === "controller" && codes.includes(41);
  }

  /** Takes from a failure what it says about routes; true when the request may be sent again, wherever that leads. */
  mayRetry(target: Target, error: KafkaError): boolean {
    if (target.kind !== "any") this.#metadata.stale();
    if (!error.retriable || error.outcome === "unknown") return false;
    if (target.kind === "coordinator") this.#coordinators.forget(target.of, [target.key]);
    // Every address was tried: whoever asks next tries them again.
    if (target.kind === "any") return error.kafkaCode !== -101;
    // Whoever asks one certain broker wants to know that it is gone, not to wait for it; an old socket is another matter.
    if (target.kind === "node") return error.kafkaCode === -103;
    return true;
  }
}

/** every part of the request was turned away because of where it went: nothing was done, so it may be sent elsewhere */
export function isRefusedWhole<R>({ codes, isComplete }: Answer<R>): boolean {
  return (
    isComplete &&
    codes.length > 0 &&
    codes.every((code) => staleLeaderCodes.has(code) || staleCoordinatorCodes.has(code) || code === 41)
  );
}

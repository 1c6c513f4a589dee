import type { Call } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import { findCoordinator } from "../protocol/10-find-coordinator.ts";
import { retryPause } from "./retry.ts";
import type { CoordinatorKind, Routed, Wire } from "./wire.ts";

const keyType: Record<CoordinatorKind, number> = { group: 0, transaction: 1, share: 2 };
/** the first look-up of a young cluster creates __consumer_offsets, which takes a moment; later ones need no patience */
const patienceMs = 3_000;
const mostKept = 20_000;

/** Which broker coordinates a group or transactional id, as last told. */
export class CoordinatorCache {
  readonly #wire: Pick<Wire, "call" | "versionOf">;
  readonly #known = new Map<string, number>();

  constructor(wire: Pick<Wire, "call" | "versionOf">) {
    this.#wire = wire;
  }

  forget(of: CoordinatorKind, keys: readonly string[]): void {
    for (const key of keys) this.#known.delete(`${of}:${key}`);
  }

  /** the broker tells of them as its own, as in a list of its groups: nobody has to be asked */
  learn(of: CoordinatorKind, node: number, keys: Iterable<string>): void {
    for (const key of keys) this.#keep(of, key, node);
  }

  /** the broker said, or seems, to coordinate nothing it was asked about */
  forgetNode(id: number): void {
    for (const [key, node] of this.#known) if (node === id) this.#known.delete(key);
  }

  async of(of: CoordinatorKind, keys: readonly string[], call: Call = {}): Promise<Routed<string>> {
    const routed: Routed<string> = { byNode: new Map(), failed: [] };
    const unknown = new Set<string>();
    for (const key of keys) {
      const node = this.#known.get(`${of}:${key}`);
      if (node === undefined) unknown.add(key);
      else add(routed, node, key);
    }
    const until = Date.now() + Math.min(patienceMs, call.timeoutMs ?? patienceMs);
    let open = [...unknown];
    for (let attempt = 1; open.length > 0; attempt++) {
      const answers = await this.#ask(of, open, call);
      const isPatient = Date.now() < until && answers.every(({ code }) => code !== 0);
      open = [];
      for (const { key, node, code, message } of answers) {
        if (code === 0) {
          this.#keep(of, key, node);
          add(routed, node, key);
        } else if ((code === 14 || code === 15) && (attempt === 1 || isPatient)) open.push(key);
        else
          routed.failed.push({
            key,
            error: new KafkaError(code, `${of} ${key}`, { brokerMessage: worthSaying(message) }),
          });
      }
      if (open.length > 0) await retryPause(attempt, call.signal);
    }
    return routed;
  }

  #keep(of: CoordinatorKind, key: string, node: number): void {
    if (this.#known.size >= mostKept) this.#known.clear();
    this.#known.set(`${of}:${key}`, node);
  }

  async #ask(of: CoordinatorKind, keys: readonly string[], call: Call) {
    const version = await this.#wire.versionOf("any", findCoordinator, call);
    // Before version 4 a request asks about one key.
    const requests = version !== null && version < 4 ? keys.map((key) => [key]) : [[...keys]];
    const answers = await Promise.all(
      requests.map(async (asked) => {
        const { coordinators } = await this.#wire.call({ kind: "any" }, findCoordinator, [keyType[of], asked], call);
        return coordinators.map(({ key, node, errorCode, errorMessage }) => ({
          key: asked.length === 1 ? (asked[0] ?? key) : key,
          node,
          code: errorCode,
          message: errorMessage,
        }));
      }),
    );
    return answers.flat();
  }
}

function add(routed: Routed<string>, node: number, key: string): void {
  const there = routed.byNode.get(node);
  if (there) there.push(key);
  else routed.byNode.set(node, [key]);
}

/** Kafka puts its own fixed sentence there where it has nothing to add. */
function worthSaying(message: string | null): string | null {
  return message && !/^(NONE|The coordinator is not available\.)$/.test(message) ? message : null;
}

import type { Registry } from "./registry.ts";
import { RegistryError } from "./registry-http.ts";
import type { FoundSchema, Schema, SchemaLookup, SchemaRef } from "./schema.ts";

/** What is remembered at most; those that were not asked for the longest go. */
const mostSchemas = 2_000;
const mostRefusals = 5_000;
/** A registry that does not have an id may have it a moment later. */
const missingMs = 15_000;
/** One that is down is asked again after so long, whatever the id. */
const downMs = 5_000;
/** the latest version of a subject changes */
const latestMs = 10_000;
/** after which it is asked whether an id stands under more subjects by now; meanwhile what is known holds */
const usesMs = 60_000;
/** look-ups at once, and of one piece of work: bytes that only look like ids must not become a flood of requests */
const mostAtOnce = 6;
const mostPerRound = 64;
const mostRounds = 2;
/** so many that the registry did not have, and for a while no other is asked for: what names them is no record of a serializer */
const mostMisses = 200;
const missesMs = 10_000;

type Refusal = { reason: string; until: number };

/**
 * Schemas of one cluster by what names them: those the configuration gives, and those of its registry, each asked for once however
 * many want it. Nothing here throws for a registry that is down: what it would have told is refused, with the reason.
 */
export class SchemaCache implements SchemaLookup {
  readonly #registry: Registry | null;
  readonly #given: readonly Schema[];
  readonly #known = new Map<SchemaRef, { schema: Schema; until: number; renewAt: number }>();
  /** one object per schema, however it is named */
  readonly #byId = new Map<number, Schema>();
  readonly #refused = new Map<SchemaRef, Refusal>();
  readonly #loading = new Map<SchemaRef, Promise<void>>();
  readonly #missed = new Set<SchemaRef>();
  #waiting: (() => void)[] = [];
  #running = 0;
  #down: Refusal | null = null;
  #counting = false;
  #misses = { count: 0, since: 0 };

  constructor(registry: Registry | null, given: readonly Schema[] = []) {
    this.#registry = registry;
    this.#given = given;
  }

  /** to ask what is not remembered here: subjects and their versions */
  get registry(): Registry | null {
    return this.#registry;
  }

  get hasRegistry(): boolean {
    return this.#registry !== null;
  }

  find(ref: SchemaRef): FoundSchema {
    const now = Date.now();
    const known = this.#peek(ref, now);
    if (known) return known;
    if (this.#counting) this.#missed.add(ref);
    return { ok: false, reason: "its schema was not fetched: too many are named at once" };
  }

  /**
   * Does a piece of decoding; where schemas were lacking, fetches them and does it again. It must not be asynchronous and may be
   * done several times: only the last result counts.
   */
  async settled<T>(work: () => T): Promise<T> {
    for (let round = 0; ; round++) {
      this.#missed.clear();
      this.#counting = round < mostRounds;
      let result: T;
      try {
        result = work();
      } finally {
        this.#counting = false;
      }
      if (this.#missed.size === 0) return result;
      const wanted = [...this.#missed].slice(0, mostPerRound);
      this.#missed.clear();
      await Promise.all(wanted.map((ref) => this.fetch(ref)));
    }
  }

  /** What a name stands for, fetched if need be; never throws. */
  async fetch(ref: SchemaRef): Promise<FoundSchema> {
    const known = this.#peek(ref, Date.now());
    if (known) return known;
    const loading = this.#loading.get(ref) ?? this.#load(ref);
    await loading;
    return this.#peek(ref, Date.now()) ?? { ok: false, reason: "the registry answered too slowly" };
  }

  #peek(ref: SchemaRef, now: number): FoundSchema | null {
    if (ref.startsWith("given:")) {
      const schema = this.#given[Number(ref.slice(6))];
      return schema ? { ok: true, schema } : { ok: false, reason: "the configuration has no such schema" };
    }
    if (this.#registry === null) return { ok: false, reason: "no schema registry is configured for this cluster" };
    const known = this.#known.get(ref);
    if (known && known.until > now) {
      // asked for last, forgotten last
      this.#known.delete(ref);
      this.#known.set(ref, known);
      if (known.renewAt < now) {
        known.renewAt = now + usesMs;
        void this.#renew(ref);
      }
      return { ok: true, schema: known.schema };
    }
    const refused = this.#refused.get(ref);
    if (refused && refused.until > now) return { ok: false, reason: refused.reason };
    if (this.#down && this.#down.until > now) return { ok: false, reason: this.#down.reason };
    if (this.#misses.count >= mostMisses && now - this.#misses.since < missesMs && !isNamed(ref))
      return { ok: false, reason: "its schema was not asked for: the registry lacked too many others just now" };
    return null;
  }

  #load(ref: SchemaRef): Promise<void> {
    const loading = this.#turn()
      .then(async () => {
        // while it waited for its turn the registry may have gone
        if (!this.#peek(ref, Date.now())) this.#keep(ref, await this.#ask(ref));
      })
      .catch((error: unknown) => this.#refuse(ref, error))
      .finally(() => {
        this.#loading.delete(ref);
        this.#running--;
        this.#waiting.shift()?.();
      });
    this.#loading.set(ref, loading);
    return loading;
  }

  async #turn(): Promise<void> {
    if (this.#running >= mostAtOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
  }

  #ask(ref: SchemaRef): Promise<Schema> {
    const registry = this.#registry;
    if (!registry) throw new RegistryError("missing", "no schema registry is configured for this cluster");
    const [, kind, rest = ""] = /^([a-z]+):(.*)$/s.exec(ref) ?? [];
    if (kind === "id") return registry.byId(Number(rest));
    if (kind === "guid") return registry.byGuid(rest);
    if (kind === "latest") return registry.whole(rest, "latest");
    const slash = rest.lastIndexOf("/");
    return registry.whole(rest.slice(0, slash), Number(rest.slice(slash + 1)));
  }

  #keep(ref: SchemaRef, fresh: Schema): void {
    const schema = this.#same(fresh);
    const until = ref.startsWith("latest:") ? Date.now() + latestMs : Number.POSITIVE_INFINITY;
    this.#known.set(ref, { schema, until, renewAt: Date.now() + usesMs });
    this.#refused.delete(ref);
    this.#down = null;
    if (this.#known.size <= mostSchemas) return;
    for (const [oldest, { schema: old }] of this.#known) {
      this.#known.delete(oldest);
      if (old.id !== null) this.#byId.delete(old.id);
      break;
    }
  }

  async #renew(ref: SchemaRef): Promise<void> {
    try {
      this.#same(await this.#ask(ref));
    } catch {
      // what is known holds
    }
  }

  /** The schema of an id as it is known already, with all subjects told so far: what was made of it is of use again. */
  #same(fresh: Schema): Schema {
    if (fresh.id === null) return fresh;
    const known = this.#byId.get(fresh.id);
    if (known && known.text === fresh.text) {
      const told = new Map([...known.uses, ...fresh.uses].map((use) => [`${use.subject}/${use.version}`, use]));
      if (told.size > known.uses.length) known.uses = [...told.values()];
      return known;
    }
    this.#byId.set(fresh.id, fresh);
    return fresh;
  }

  #refuse(ref: SchemaRef, error: unknown): void {
    const words = error instanceof Error ? error.message : "unknown";
    if (error instanceof RegistryError && error.kind === "missing") {
      if (this.#refused.size >= mostRefusals) this.#refused.clear();
      const now = Date.now();
      if (now - this.#misses.since >= missesMs) this.#misses = { count: 0, since: now };
      this.#misses.count++;
      const reason = `the registry has no ${namedBy(ref)}: ${words}`;
      this.#refused.set(ref, { reason, until: Date.now() + missingMs });
      return;
    }
    this.#down = { reason: `the schema registry cannot be asked: ${words}`, until: Date.now() + downMs };
  }
}

/** By a person or the configuration, not by a record. */
function isNamed(ref: SchemaRef): boolean {
  return ref.startsWith("latest:") || ref.startsWith("version:");
}

function namedBy(ref: SchemaRef): string {
  const [, kind, rest = ""] = /^([a-z]+):(.*)$/s.exec(ref) ?? [];
  if (kind === "id") return `schema with the id ${rest}`;
  if (kind === "guid") return `schema with the GUID ${rest}`;
  if (kind === "latest") return `subject ${rest}`;
  const slash = rest.lastIndexOf("/");
  return `version ${rest.slice(slash + 1)} of subject ${rest.slice(0, slash)}`;
}

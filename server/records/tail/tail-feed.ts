import type { PartialProblem } from "../../../lib/api/error.ts";
import type { ReadProblem } from "../../../lib/api/messages.ts";
import type { KafkaCluster } from "../../kafka/cluster.ts";
import { KafkaError } from "../../kafka/error.ts";
import type { Isolation, RawFetch } from "../../kafka/transfer.ts";
import {
  type Fetcher,
  offsetOutOfRange,
  type PartitionAnswer,
  type PartitionAsk,
  pause,
  TopicGone,
} from "../fetcher.ts";

/** Who takes what a feed brings. */
export type FeedSink = {
  /** whether a partition is to be fetched from where it stands */
  wants(partition: number, at: bigint): boolean;
  /** The broker is asked again when this resolves: until then positions are to have moved on. */
  put(answers: RawFetch[]): Promise<void>;
};

/** of one partition, as last told */
type Tide = { end: bigint; stable: bigint | null };

/** A broker answers when something has come, at the latest after this. */
const maxWaitMs = 1000;
/** between two answers of a busy broker: fewer, fuller answers cost less and nobody sees the difference */
const paceMs = 20;
const refreshMs = 5000;
const failedMs = 250;
const partitionBytes = 1024 * 1024;
/** A topic is gone when it is not there twice, this far apart: a broker that just started may not know it yet. */
const sureMs = 1500;

/** One fetch loop per broker over the partitions it leads, through elections and deleted records. */
export class TailFeed {
  readonly #kafka: KafkaCluster;
  readonly #fetcher: Fetcher;
  readonly #next: Map<number, bigint | null>;
  readonly #isolation: Isolation;
  readonly #sink: FeedSink;
  readonly #wake: { notify(): void };
  readonly #signal: AbortSignal;
  /** what each running loop asked for last */
  readonly #lanes = new Map<number, ReadonlySet<number>>();
  readonly #tides = new Map<number, Tide>();
  /** by target, until it works again */
  readonly #standing = new Map<string, PartialProblem>();
  #isRefreshing = false;
  #refreshAt: number;
  #goneSince: number | null = null;
  /** to be told once */
  readonly problems: ReadProblem[] = [];
  gone: TopicGone | null = null;
  /** a failure nobody expected */
  failure: unknown = null;

  constructor(
    kafka: KafkaCluster,
    fetcher: Fetcher,
    next: Map<number, bigint | null>,
    isolation: Isolation,
    sink: FeedSink,
    wake: { notify(): void },
    signal: AbortSignal,
  ) {
    this.#kafka = kafka;
    this.#fetcher = fetcher;
    this.#next = next;
    this.#isolation = isolation;
    this.#sink = sink;
    this.#wake = wake;
    this.#signal = signal;
    // partitions that could not be asked at the start are asked at once
    this.#refreshAt = [...next.values()].includes(null) ? 0 : Date.now() + refreshMs;
  }

  /** Whether a loop that runs has asked for this partition. */
  isAsked(partition: number): boolean {
    for (const asked of this.#lanes.values()) if (asked.has(partition)) return true;
    return false;
  }

  /** Where a partition ends for readers of this isolation; null = not told yet. */
  endOf(partition: number): bigint | null {
    return this.#tides.get(partition)?.end ?? null;
  }

  refreshSoon(): void {
    this.#refreshAt = 0;
  }

  /** What does not work at the moment. */
  standing(): PartialProblem[] {
    return [...this.#standing.values()];
  }

  /** Starts what is not running: a loop for each leading broker, and the look for new leaders and partitions. */
  keepGoing(): void {
    for (const [partition, offset] of this.#next) {
      const node = this.#fetcher.leaderOf(partition);
      if (node === null) {
        this.#stand(`partition ${partition}`, new KafkaError(5, `partition ${partition}`));
        this.#refreshAt = Math.min(this.#refreshAt, Date.now() + failedMs * 2);
      } else if (offset !== null && !this.#lanes.has(node) && this.#sink.wants(partition, offset)) {
        this.#lanes.set(node, new Set());
        this.#watched(this.#lane(node), () => this.#lanes.delete(node));
      }
    }
    if (!this.#isRefreshing && Date.now() >= this.#refreshAt) {
      this.#isRefreshing = true;
      this.#watched(this.#refresh(), () => {
        this.#isRefreshing = false;
      });
    }
  }

  #watched(work: Promise<void>, ended: () => void): void {
    work
      .catch((error: unknown) => {
        if (!this.#signal.aborted) this.failure ??= error;
      })
      .finally(() => {
        ended();
        this.#wake.notify();
      });
  }

  async #lane(node: number): Promise<void> {
    while (!this.#signal.aborted) {
      const asks = this.#asks(node);
      if (asks.length === 0) return;
      this.#lanes.set(node, new Set(asks.map(({ partition }) => partition)));
      const startedAt = Date.now();
      const answers = await this.#fetcher.fetch(node, asks, { maxWaitMs, minBytes: 1 });
      if (this.#signal.aborted) return;
      const open = new Map(
        asks.filter(({ isolation }) => isolation === "read_uncommitted").map((ask) => [ask.partition, ask.offset]),
      );
      const good = answers.flatMap((answer) => (answer.ok ? [answer.raw] : []));
      const failed = answers.flatMap((answer) => (answer.ok ? [] : [answer]));
      for (const raw of good) this.#heard(node, raw);
      if (failed.length > 0) await this.#failed(node, failed);
      const full = good.filter(({ batches }) => batches.length > 0);
      if (full.length > 0) {
        // an answer with open transactions does not tell which were aborted since: from its first offset on all count as open
        await this.#sink.put(
          full.map((raw) => ({ ...raw, lastStableOffset: open.get(raw.partition) ?? raw.lastStableOffset })),
        );
        const rest = startedAt + paceMs - Date.now();
        if (rest > 0) await pause(rest, this.#signal);
      }
    }
  }

  #asks(node: number): PartitionAsk[] {
    const asks: PartitionAsk[] = [];
    for (const [partition, offset] of this.#next) {
      if (offset === null || this.#fetcher.leaderOf(partition) !== node) continue;
      if (!this.#sink.wants(partition, offset)) continue;
      const stable = this.#tides.get(partition)?.stable ?? null;
      // which transactions were aborted is told only to those who ask for committed records
      const isSettled = this.#isolation === "read_committed" || stable === null || offset < stable;
      const isolation = isSettled ? "read_committed" : "read_uncommitted";
      asks.push({ partition, offset, maxBytes: partitionBytes, isolation });
    }
    // no partition comes first every time: only the first is sure to get a batch larger than the limits
    const turn = asks.length > 0 ? Math.floor(Math.random() * asks.length) : 0;
    return [...asks.slice(turn), ...asks.slice(0, turn)];
  }

  #heard(node: number, raw: RawFetch): void {
    this.#standing.delete(`partition ${raw.partition}`);
    this.#standing.delete(`broker ${node}`);
    const isCommitted = this.#isolation === "read_committed";
    const end = isCommitted ? raw.lastStableOffset : raw.highWatermark;
    this.#tides.set(raw.partition, { end, stable: raw.lastStableOffset });
  }

  async #failed(node: number, failed: Extract<PartitionAnswer, { ok: false }>[]): Promise<void> {
    const rest = failed.filter(({ error }) => error.kafkaCode !== offsetOutOfRange);
    for (const { partition, error } of failed) {
      if (error.kafkaCode === offsetOutOfRange) await this.#replace(partition);
      else if (error.kafkaCode < -100) this.#stand(`broker ${node}`, error);
      else this.#stand(`partition ${partition}`, error);
    }
    if (rest.length === 0) return;
    this.#refreshAt = Math.min(this.#refreshAt, Date.now() + failedMs);
    this.#wake.notify();
    await pause(failedMs, this.#signal);
  }

  #stand(target: string, { code, message, hint }: KafkaError): void {
    this.#standing.set(target, { target, code, message, hint });
  }

  /** The position lies outside the log: what was missed is said, and the reading goes on where there is something. */
  async #replace(partition: number): Promise<void> {
    const at = this.#next.get(partition);
    const target = `partition ${partition}`;
    const ask = { topic: this.#fetcher.topic.name, partition };
    const call = { signal: this.#signal };
    const [earliest] = await this.#kafka.listOffsets([{ ...ask, at: "earliest" }], call).catch(() => []);
    const [latest] = await this.#kafka.listOffsets([{ ...ask, at: "latest" }], call).catch(() => []);
    if (at === undefined || at === null || !earliest?.ok || !latest?.ok) return pause(failedMs, this.#signal);
    const first = earliest.value.offset;
    const last = latest.value.offset;
    if (at < first) {
      const count = first - at;
      const message = `${count} ${count === 1n ? "offset was" : "offsets were"} deleted (retention or truncation) before they could be read: from ${at} up to ${first}.`;
      this.problems.push({ target, code: "conflict", message, fatal: false });
      this.#next.set(partition, first);
    } else if (at > last) {
      const message = `The log ends at ${last}, before the position ${at}: records were lost, as by an unclean leader election. It goes on at the end.`;
      this.problems.push({ target, code: "conflict", message, fatal: false });
      this.#next.set(partition, last);
    } else return pause(failedMs, this.#signal);
    this.#wake.notify();
  }

  async #refresh(): Promise<void> {
    this.#refreshAt = Date.now() + refreshMs;
    try {
      await this.#fetcher.refresh();
      this.#goneSince = null;
      this.#standing.delete("topic");
      await this.#join();
      this.#forget();
    } catch (error) {
      if (error instanceof TopicGone) return this.#missed(error);
      if (!(error instanceof KafkaError)) throw error;
      if (this.#signal.aborted) return;
      this.#stand("topic", error);
      this.#refreshAt = Date.now() + failedMs * 2;
    }
  }

  #missed(error: TopicGone): void {
    const now = Date.now();
    this.#goneSince ??= now;
    if (error.code === "conflict" || now - this.#goneSince >= sureMs) this.gone = error;
    else this.#refreshAt = now + sureMs;
  }

  /** Those that could not be asked at the start begin at their end. */
  async #join(): Promise<void> {
    const { name } = this.#fetcher.topic;
    const open = [...this.#next].filter(
      ([partition, offset]) => offset === null && this.#fetcher.leaderOf(partition) !== null,
    );
    if (open.length === 0) return;
    const asks = open.map(([partition]) => ({ topic: name, partition, at: "latest" as const }));
    for (const item of await this.#kafka.listOffsets(asks, {
      isolation: this.#isolation,
      signal: this.#signal,
      timeoutMs: refreshMs,
    })) {
      const { partition } = item.key;
      if (!item.ok) {
        this.#stand(`partition ${partition}`, item.error);
        this.#refreshAt = Date.now() + failedMs * 2;
        continue;
      }
      this.#next.set(partition, item.value.offset);
      const message = `It could not be read at the start; it is read from offset ${item.value.offset} on.`;
      this.problems.push({ target: `partition ${partition}`, code: "unreachable", message, fatal: false });
    }
  }

  /** A broker that leads nothing of ours any more is nobody's problem here. */
  #forget(): void {
    const leaders = new Set([...this.#next.keys()].map((partition) => `broker ${this.#fetcher.leaderOf(partition)}`));
    for (const target of this.#standing.keys()) {
      if (target.startsWith("broker ") && !leaders.has(target)) this.#standing.delete(target);
    }
  }
}

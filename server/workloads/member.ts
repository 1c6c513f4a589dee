import kafkajs, { type Consumer, type EachBatchPayload, type KafkaMessage, type SASLOptions } from "kafkajs";
import type { ConsumedRecord, MemberHappening } from "../../lib/api/workloads.ts";
import { rangeAssignor, roundRobinAssignor } from "./assignors.ts";
import type { MemberChange, MemberReport, MemberSpec, Offsets } from "./member-messages.ts";

const { Kafka, logLevel } = kafkajs;
/** text of a record that is shown */
const mostText = 300;
const shownMs = 150;
const mostShown = 40;
const autoCommitMs = 5_000;

/** One consumer of a group, as an ordinary application has it; everything it goes through is told. */
export class GroupMember {
  readonly #spec: MemberSpec;
  readonly #tell: (report: MemberReport) => void;
  readonly #consumer: Consumer;
  /** per partition the offset after the last that was taken and not committed */
  readonly #taken = new Map<string, { topic: string; partition: number; offset: bigint; count: number }>();
  #fresh: ConsumedRecord[] = [];
  #freshCount = 0;
  #showing: NodeJS.Timeout | undefined;
  #isLeaving = false;
  #generation = -1;
  #nextAt = 0;

  constructor(spec: MemberSpec, tell: (report: MemberReport) => void) {
    this.#spec = spec;
    this.#tell = tell;
    const { connection, clientId, group } = spec;
    const kafka = new Kafka({
      clientId,
      brokers: connection.brokers,
      ssl: connection.ssl,
      ...(connection.sasl ? { sasl: connection.sasl as SASLOptions } : {}),
      logLevel: logLevel.NOTHING,
      retry: { retries: 6, initialRetryTime: 200, maxRetryTime: 3_000 },
    });
    this.#consumer = kafka.consumer({
      groupId: group,
      partitionAssigners: [rangeAssignor, roundRobinAssignor],
      sessionTimeout: 15_000,
      heartbeatInterval: 1_000,
      maxWaitTimeInMs: 150,
      allowAutoTopicCreation: false,
      retry: { retries: 6, restartOnFailure: async (error) => !this.#isLeaving && !isOfNoTopic(error) },
    });
  }

  async start(): Promise<void> {
    this.#listen();
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: this.#spec.topics, fromBeginning: this.#spec.from === "earliest" });
    await this.#consumer.run({
      autoCommit: this.#spec.commit === "auto",
      autoCommitInterval: autoCommitMs,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => this.#take(payload),
    });
  }

  /** Leaves the group; what was taken and not committed comes to whoever gets the partitions next. */
  async leave(): Promise<void> {
    this.#isLeaving = true;
    await this.#consumer.disconnect();
    this.#show();
    clearTimeout(this.#showing);
  }

  async commit(): Promise<Offsets> {
    const offsets = [...this.#taken.values()].map(({ topic, partition, offset }) => ({ topic, partition, offset }));
    if (offsets.length === 0) return [];
    await this.#consumer.commitOffsets(offsets.map((one) => ({ ...one, offset: String(one.offset) })));
    return offsets;
  }

  #listen(): void {
    const { events } = this.#consumer;
    this.#consumer.on(events.GROUP_JOIN, ({ payload }) => {
      this.#taken.clear();
      const assignments = Object.entries(payload.memberAssignment)
        .map(([topic, partitions]) => ({ topic, partitions: [...partitions].sort((a, b) => a - b) }))
        .filter(({ partitions }) => partitions.length > 0);
      const count = assignments.reduce((sum, { partitions }) => sum + partitions.length, 0);
      const message = `Joined in ${payload.duration} ms${payload.isLeader ? " as leader" : ""} (${payload.groupProtocol}): ${count === 0 ? "no partition" : count === 1 ? "1 partition" : `${count} partitions`}.`;
      this.#happened("joined", message, { assignments }, { ...payload, assignments });
    });
    this.#consumer.on(events.REBALANCING, () =>
      this.#happened("rebalancing", "The group rebalances: every member gives up its partitions and joins again."),
    );
    this.#consumer.on(events.HEARTBEAT, ({ payload }) => {
      if (payload.groupGenerationId === this.#generation) return;
      this.#generation = payload.groupGenerationId;
      this.#tell({ kind: "generation", id: this.#spec.id, generation: payload.groupGenerationId });
    });
    this.#consumer.on(events.COMMIT_OFFSETS, ({ payload }) => {
      const offsets: Offsets = payload.topics.flatMap(({ topic, partitions }) =>
        partitions.map(({ partition, offset }) => ({ topic, partition, offset: BigInt(offset) })),
      );
      for (const { topic, partition, offset } of offsets) {
        const taken = this.#taken.get(`${partition}/${topic}`);
        if (taken && taken.offset <= offset) this.#taken.delete(`${partition}/${topic}`);
      }
      const where = offsets.map(({ topic, partition, offset }) => `${topic}-${partition} at ${offset}`).join(", ");
      this.#happened("committed", `Committed ${where}.`, { offsets });
      this.#show(true);
    });
    this.#consumer.on(events.CRASH, ({ payload }) => {
      if (this.#isLeaving) return;
      const { error, restart } = payload;
      this.#happened("failed", `${error.message}${restart ? " It tries again." : ""}`);
      if (!restart) this.#tell({ kind: "ended", id: this.#spec.id, failure: error.message });
    });
  }

  async #take({ batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning, isStale }: EachBatchPayload) {
    const { topic, partition } = batch;
    for (const message of batch.messages) {
      if (!isRunning() || isStale() || this.#isLeaving) return;
      await this.#pace(heartbeat);
      if (!isRunning() || isStale() || this.#isLeaving) return;
      resolveOffset(message.offset);
      const key = `${partition}/${topic}`;
      const count = (this.#taken.get(key)?.count ?? 0) + 1;
      this.#taken.set(key, { topic, partition, offset: BigInt(message.offset) + 1n, count });
      this.#fresh.push(shown(topic, partition, message));
      this.#freshCount++;
      if (this.#fresh.length > mostShown) this.#fresh.shift();
      this.#showing ??= setTimeout(() => this.#show(), shownMs);
      if (this.#spec.commit === "auto") await commitOffsetsIfNecessary();
      await heartbeat();
    }
  }

  /** No more than `rate` records a second, told to the group as alive meanwhile. */
  async #pace(heartbeat: () => Promise<void>): Promise<void> {
    const { rate } = this.#spec;
    if (rate === null) return;
    this.#nextAt = Math.max(this.#nextAt, Date.now() - 1000) + 1000 / rate;
    for (let wait = this.#nextAt - Date.now(); wait > 0 && !this.#isLeaving; wait = this.#nextAt - Date.now()) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(wait, 500)));
      await heartbeat();
    }
  }

  #show(always = false): void {
    clearTimeout(this.#showing);
    this.#showing = undefined;
    if (this.#freshCount === 0 && !always) return;
    const uncommitted = [...this.#taken.values()].reduce((sum, { count }) => sum + count, 0);
    this.#tell({ kind: "records", id: this.#spec.id, items: this.#fresh, count: this.#freshCount, uncommitted });
    this.#fresh = [];
    this.#freshCount = 0;
  }

  #happened(
    kind: MemberHappening["kind"],
    message: string,
    more: Partial<MemberHappening> = {},
    change?: MemberChange,
  ): void {
    const told = change && {
      ...(change.memberId === undefined ? {} : { memberId: change.memberId }),
      ...(change.isLeader === undefined ? {} : { isLeader: change.isLeader }),
      ...(change.assignments === undefined ? {} : { assignments: change.assignments }),
    };
    const happening = { at: Date.now(), kind, message, ...more };
    this.#tell({ kind: "happened", id: this.#spec.id, happening, ...(told ? { change: told } : {}) });
  }
}

function shown(topic: string, partition: number, { offset, timestamp, key, value }: KafkaMessage): ConsumedRecord {
  return {
    ...{ topic, partition, offset: BigInt(offset), timestamp: Number(timestamp) },
    key: textOf(key),
    value: textOf(value),
    valueSize: value?.length ?? 0,
  };
}

function textOf(bytes: Buffer | null): string | null {
  if (bytes === null) return null;
  const text = bytes.subarray(0, mostText).toString("utf8");
  return text.includes("\ufffd") ? `base64:${bytes.subarray(0, mostText).toString("base64")}` : text;
}

/** A topic was deleted: whoever joins again for it fails again, several times a second. */
function isOfNoTopic(error: Error): boolean {
  return [error, error.cause].some(
    (one) => one instanceof Error && "type" in one && one.type === "UNKNOWN_TOPIC_OR_PARTITION",
  );
}

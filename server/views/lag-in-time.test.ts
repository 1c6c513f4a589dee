import kafkajs from "kafkajs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, uniqueName } from "../../e2e/support/rig.ts";
import { encodeBatch } from "../kafka/batch/encode.ts";
import { groupDetail } from "./group-detail.ts";
import { groupTable } from "./group-table.ts";
import { type Stand, standOn } from "./rig.fixtures.ts";
import { topicGroups } from "./topic-groups.ts";

/**
 * A producer of fifty records a second, each with its time, and groups that stand, move, drain or went back; a picture is taken
 * every few seconds, as when somebody looks. What is true is worked out from the records' own times.
 */
let stand: Stand;
let topic: string;
const groups = { stands: "", stalls: "", slow: "", drains: "", back: "", keeps: "" };
const written: number[] = [];
const timers: NodeJS.Timeout[] = [];
const everyMs = 100;
const perTick = 5;
let member: kafkajs.Consumer;

beforeAll(async () => {
  stand = standOn();
  topic = await stand.ownTopic({ partitions: 1 });
  for (const name of Object.keys(groups) as (keyof typeof groups)[]) groups[name] = uniqueName(`g2-${name}`);
  for (let i = 0; i < 20; i++) await produce();
  for (const id of Object.values(groups)) await commit(id, 50n);
  const logLevel = kafkajs.logLevel.NOTHING;
  const kafka = new kafkajs.Kafka({ clientId: "g2-stalls", brokers: stand.bootstrap.split(","), logLevel });
  member = kafka.consumer({ groupId: groups.stalls });
  await member.connect();
  await member.subscribe({ topics: [topic] });
  await member.run({ autoCommit: false, eachMessage: async () => {} });
  every(everyMs, produce);
  every(1_000, moveOn);
  every(2_500, async () => {
    stand.cluster.markStale();
    await stand.cluster.snapshot();
  });
  await eventually("every group has been seen for long enough", async () => {
    const { items } = await groupTable(stand.cluster, { page: 1, perPage: 50, topic });
    return items.length === 6 && items.every(({ status }) => status !== null) ? true : undefined;
  });
}, 120_000);

afterAll(async () => {
  for (const timer of timers) clearInterval(timer);
  await member.disconnect();
  await Promise.allSettled(Object.values(groups).map((id) => stand.cluster.kafka.deleteGroup(id)));
  await stand.close();
});

function every(ms: number, work: () => Promise<unknown>): void {
  let isBusy = false;
  const turn = () => {
    if (isBusy) return;
    isBusy = true;
    work().finally(() => {
      isBusy = false;
    });
  };
  timers.push(setInterval(turn, ms));
}

async function produce(): Promise<void> {
  // a machine under load ticks late: what should have been written by now is
  const first = written[0] ?? Date.now();
  const due = Math.max(perTick, Math.floor(((Date.now() - first) / everyMs) * perTick) - written.length);
  const timestamp = Date.now();
  const value = Buffer.from("x");
  const records = Array.from({ length: due }, () => ({ key: null, value, headers: [], timestamp }));
  const [item] = await stand.cluster.kafka.produce(
    [{ topic, partition: 0, batch: encodeBatch({ records, codec: "none" }) }],
    { acks: -1 },
  );
  if (!item?.ok) throw item?.error;
  for (let i = 0; i < due; i++) written[Number(item.value.baseOffset) + i] = timestamp;
}

const positions = { slow: 50, drains: 50, keeps: 50 };
let begun = 0;

/** One falls behind, one drains, one keeps at the end; and one goes back after a while. */
async function moveOn(): Promise<void> {
  const end = written.length;
  begun += 1;
  positions.slow += 20;
  positions.keeps = end;
  if (begun === 1) positions.drains = 0;
  positions.drains = Math.min(end, positions.drains + 53);
  await Promise.all([
    commit(groups.slow, BigInt(positions.slow)),
    commit(groups.keeps, BigInt(positions.keeps)),
    commit(groups.drains, BigInt(positions.drains)),
    begun === 5 ? commit(groups.back, 0n) : null,
  ]);
}

async function commit(id: string, offset: bigint): Promise<void> {
  const [item] = await stand.cluster.kafka.commitOffsets(id, [{ topic, partition: 0, offset }]);
  if (!item?.ok) throw item?.error;
}

/** ms since the first record the group has not read was written */
function truth(committed: bigint | null | undefined, at: number): number {
  return at - (written[Number(committed)] ?? Number.NaN);
}

describe("lag in time", () => {
  it.each(["stands", "stalls", "slow", "back"] as const)("of %s is within 10 %% of the truth", async (name) => {
    const id = groups[name];
    await eventually("it is behind by more than ten seconds", async () => {
      const page = await topicGroups(stand.cluster, topic);
      const row = page.items.find((one) => one.id === id);
      const [partition] = row?.partitions ?? [];
      const at = stand.cluster.lastSnapshot?.offsetsAt ?? 0;
      const known = truth(partition?.committed, at);
      if (!(known > 10_000) || row?.lagMs == null) return undefined;
      expect(row.lagMs / known).toBeGreaterThan(0.9);
      expect(row.lagMs / known).toBeLessThan(1.1);
      expect(partition?.lagMs).toBe(row.lagMs);
      return true;
    });
  });

  it("on a group's page is refined by the times in the log", async () => {
    const before = Date.now();
    const { lagMs, offsets } = await groupDetail(stand.cluster, groups.stands);
    const known = truth(50n, before);
    expect(offsets[0]).toMatchObject({ committed: 50n, lagMs, lagMsIsLeast: false });
    expect((lagMs ?? 0) / known).toBeGreaterThan(0.9);
    expect((lagMs ?? 0) / known).toBeLessThan(1.1);
  });

  it("is known from the log alone where nothing was sampled", async () => {
    const fresh = standOn();
    const before = Date.now();
    const { lagMs, lag } = await groupDetail(fresh.cluster, groups.stands);
    await fresh.close();
    expect(lag).toBeGreaterThan(0n);
    expect((lagMs ?? 0) / truth(50n, before)).toBeGreaterThan(0.9);
    expect((lagMs ?? 0) / truth(50n, before)).toBeLessThan(1.2);
  });
});

describe("the status", () => {
  it.each([
    ["stands", "stopped", /No member reads it: [\d\s,]+ records wait/],
    ["stalls", "stalled", /not moved in the last .* A member holds it/],
    ["slow", "warning", /falls behind: .* more than/],
    ["back", "rewound", /went back by 50 records/],
    ["keeps", "ok", /./],
  ] as const)("of %s is %s", async (name, status, reason) => {
    const found = await eventually(`${name} is ${status}`, async () => {
      const group = await groupDetail(stand.cluster, groups[name]);
      return group.status === status ? group : undefined;
    });
    expect(found.statusReason).toMatch(reason);
    expect(found.offsets[0]).toMatchObject({ status, statusReason: found.statusReason });
  });

  it("of one that catches up is ok, and the forecast is what it takes", async () => {
    const group = await eventually("it drains", async () => {
      const found = await groupDetail(stand.cluster, groups.drains);
      return found.status === "ok" && found.forecast?.kind === "clear" && found.lag ? found : undefined;
    });
    expect(group.statusReason).toMatch(/catches up|keeps up|read everything/);
  });

  it("of one that falls behind comes with a forecast that it never will", async () => {
    const group = await eventually("it grows", async () => {
      const found = await groupDetail(stand.cluster, groups.slow);
      return found.forecast?.kind === "never" ? found : undefined;
    });
    expect(group.forecast).toEqual({ kind: "never", ms: null });
  });
});

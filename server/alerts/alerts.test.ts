import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../../e2e/support/rig.ts";
import { AlertMemory } from "./alert-memory.ts";
import { createAlerts } from "./alerts.ts";
import type { AlertRule, GroupFigures } from "./rule.ts";
import type { AlertMessage } from "./webhook.ts";

/** A receiver over real HTTP: what came, and what it answers next. */
const received: { headers: IncomingHttpHeaders; body: AlertMessage }[] = [];
const answers: number[] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    received.push({ headers: request.headers, body: JSON.parse(text) });
    response.writeHead(answers.shift() ?? 204, { location: "http://127.0.0.1:1/elsewhere" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=s3cret`;
});
afterAll(() => server.close());
beforeEach(() => {
  received.length = 0;
  answers.length = 0;
});

const rule = (more: Partial<AlertRule> = {}): AlertRule => ({
  ...{ name: "behind", cluster: null, group: "pay-*", lagMs: 300_000, lag: null, status: null },
  ...{ forMs: 120_000, resolveForMs: 60_000, webhook: { url, headers: { authorization: "Bearer t0ken" } } },
  ...more,
});
const group = (lagMs: number | null, more: Partial<GroupFigures> = {}): GroupFigures => ({
  ...{ id: "pay-a", lag: 9_007_199_254_740_993n, lagMs, status: "ok" },
  ...more,
});
const minutes = (n: number) => ({ at: 1_000_000 + n * 60_000, steadyAt: n * 60_000 });
const kinds = () => received.map(({ body }) => body.kind);

function watching(...rules: AlertRule[]) {
  return watchingWith(null, ...rules);
}

function watchingWith(memory: AlertMemory | null, ...rules: AlertRule[]) {
  const deliveries: unknown[] = [];
  const alerts = createAlerts(rules, {
    memory,
    publicUrl: "https://klar.example.org",
    pauses: [1, 1, 1],
    onDelivery: (...told) => deliveries.push(told),
  });
  return {
    alerts,
    deliveries,
    sent: (count: number) => eventually("messages were sent", async () => deliveries.length >= count || undefined),
  };
}

describe("an alert", () => {
  it("fires after it held for so long, once, and is over after it was clear for so long, once", async () => {
    const { alerts, sent } = watching(rule());
    const look = (n: number, lagMs: number | null) => alerts.observe("c", [group(lagMs)], minutes(n));
    const state = () => alerts.list("c")[0]?.state;
    look(0, 10_000);
    expect(state()).toBe("ok");
    look(1, 310_000);
    expect(state()).toBe("pending");
    look(2, 320_000);
    look(3, 330_000);
    expect(state()).toBe("firing");
    for (const n of [4, 5]) look(n, 340_000);
    // below the mark, but not below four fifths of it; then clear, and back again
    look(6, 290_000);
    look(7, 200_000);
    look(7.5, 299_000);
    look(8, 310_000);
    expect(state()).toBe("firing");
    look(9, 100_000);
    look(9.5, 100_000);
    expect(state()).toBe("firing");
    look(10, 100_000);
    expect(state()).toBe("ok");
    await sent(2);
    expect(kinds()).toEqual(["firing", "resolved"]);
    expect(received[0]?.body).toEqual({
      ...{ version: 1, kind: "firing", id: "c/behind/pay-a/1180000", alert: "behind", cluster: "c", group: "pay-a" },
      ...{ condition: "5 min behind or more, for 2 min", reason: "It is 5 min 30 s behind.", lagMs: 330_000 },
      ...{ lag: "9007199254740993", status: "ok", at: 1_180_000, since: 1_060_000 },
      url: "https://klar.example.org/c/c/groups/pay-a",
    });
    expect(received[1]?.body).toMatchObject({ id: "c/behind/pay-a/1180000", since: 1_180_000, at: 1_600_000 });
    expect(received[0]?.headers).toMatchObject({ authorization: "Bearer t0ken", "content-type": "application/json" });
  });

  it("does not fire for what passes, and counts what is not known as neither", async () => {
    const { alerts, deliveries } = watching(rule());
    for (const [n, lagMs] of [
      [0, 310_000],
      [1, 10_000],
      [2, 310_000],
      [3, null],
      [3.5, 310_000],
    ] as const)
      alerts.observe("c", [group(lagMs)], minutes(n));
    expect(alerts.list("c")[0]).toMatchObject({ state: "pending", since: minutes(2).at, value: "310000" });
    alerts.observe("c", [], minutes(4));
    expect(alerts.list("c")[0]).toMatchObject({ state: "ok", groupCount: 0, value: null });
    expect(deliveries).toEqual([]);
  });

  it("is not ended by what is not known; a group that is gone ends it", async () => {
    const { alerts, sent } = watching(rule({ forMs: 0 }));
    alerts.observe("c", [group(400_000)], minutes(0));
    for (const n of [1, 2, 3]) alerts.observe("c", [group(null)], minutes(n));
    expect(alerts.list("c")[0]?.state).toBe("firing");
    for (const n of [4, 5]) alerts.observe("c", [], minutes(n));
    await sent(2);
    expect(received.map(({ body }) => body.reason)).toEqual(["It is 6 min 40 s behind.", "The group is gone."]);
  });

  it("is about the groups and clusters it names, by records and by status too", async () => {
    const byStatus = rule({
      name: "stuck",
      cluster: "c",
      group: "*",
      lagMs: null,
      status: ["stalled", "stopped"],
      forMs: 0,
    });
    const byLag = rule({ name: "far", group: "b.c", lagMs: null, lag: 10n, forMs: 0 });
    const { alerts, sent } = watching(byStatus, byLag);
    const groups = [
      group(1, { id: "a", status: "stalled", statusReason: "Its commit has not moved for 40 s." }),
      group(1, { id: "b.c", lag: 10n }),
      group(1, { id: "bxc", lag: 10n }),
    ];
    alerts.observe("c", groups, minutes(0));
    alerts.observe("d", groups, minutes(0));
    await sent(3);
    expect(received.map(({ body }) => [body.cluster, body.alert, body.group]).sort()).toEqual([
      ["c", "far", "b.c"],
      ["c", "stuck", "a"],
      ["d", "far", "b.c"],
    ]);
    expect(alerts.list("d").map(({ name }) => name)).toEqual(["far"]);
    expect(alerts.list("c")[0]).toMatchObject({
      groupCount: 3,
      subjects: [{ group: "a", reason: "Its commit has not moved for 40 s." }],
    });
  });
});

describe("a message", () => {
  it("is sent again until it is taken, before the one that ends what it began", async () => {
    answers.push(503, 429, 500);
    const { alerts, deliveries, sent } = watching(rule({ forMs: 0, resolveForMs: 0 }));
    alerts.observe("c", [group(400_000)], minutes(0));
    alerts.observe("c", [group(0)], minutes(1));
    await sent(2);
    expect(kinds()).toEqual(["firing", "firing", "firing", "firing", "resolved"]);
    expect(deliveries).toMatchObject([
      ["c", "behind", { delivered: true, attempts: 4, status: 204 }],
      ["c", "behind", { delivered: true, attempts: 1 }],
    ]);
  });

  it.each([
    [404, "It answered 404."],
    // a redirect is not followed: the headers are for this address
    [302, "It answered 302."],
  ])("that is refused with %d is given up at once", async (status, error) => {
    answers.push(status);
    const { alerts, deliveries, sent } = watching(rule({ forMs: 0 }));
    alerts.observe("c", [group(400_000)], minutes(0));
    await sent(1);
    expect(deliveries).toMatchObject([["c", "behind", { delivered: false, attempts: 1, status, error }]]);
    expect(received).toHaveLength(1);
  });

  it("can be tried out, and no secret of its webhook is told anywhere", async () => {
    const { alerts, deliveries } = watching(
      rule(),
      rule({ name: "dead", webhook: { url: "http://127.0.0.1:17999/s3cret", headers: { authorization: "t0ken" } } }),
    );
    expect(await alerts.test("c", "behind")).toMatchObject({ delivered: true, status: 204, error: null });
    expect(received[0]?.body).toMatchObject({ kind: "test", alert: "behind", group: null });
    expect(await alerts.test("c", "dead")).toMatchObject({
      delivered: false,
      error: "It could not be reached (ECONNREFUSED).",
    });
    await expect(alerts.test("c", "nobody")).rejects.toMatchObject({ code: "no-such-alert" });
    const all = JSON.stringify([alerts.list("c"), deliveries], (_key, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    expect(all).not.toMatch(/s3cret|t0ken|\/hook/);
    expect(alerts.list("c").map(({ webhook, lastDelivery }) => [webhook, lastDelivery?.delivered])).toEqual([
      [new URL(url).origin, true],
      ["http://127.0.0.1:17999", false],
    ]);
  });
});

describe("after a restart of the console", () => {
  const directory = mkdtempSync(join(tmpdir(), "alerts-"));
  const path = join(directory, "history.sqlite.alerts.json");
  const problems: string[] = [];
  const memory = () => new AlertMemory(path, (problem) => problems.push(problem));
  const began = Date.now();
  // each process has a steady clock of its own
  const at = (minute: number, offset = 0) => ({ at: began + minute * 60_000, steadyAt: minute * 60_000 + offset });
  afterAll(() => rmSync(directory, { recursive: true }));
  beforeEach(() => {
    rmSync(path, { force: true });
    problems.length = 0;
  });

  it("what fires goes on firing, is not told again, and ends", async () => {
    const before = watchingWith(memory(), rule());
    for (const minute of [0, 2, 4]) before.alerts.observe("c", [group(310_000)], at(minute));
    await before.sent(1);
    before.alerts.close();
    const { alerts, sent } = watchingWith(memory(), rule());
    alerts.observe("c", [group(320_000)], at(9, -400_000));
    expect(alerts.list("c")[0]).toMatchObject({ state: "firing", since: at(2).at });
    alerts.observe("c", [group(1_000)], at(10, -400_000));
    alerts.observe("c", [group(1_000)], at(11, -400_000));
    await sent(1);
    expect(received.map(({ body }) => [body.kind, body.id])).toEqual([
      ["firing", received[0]?.body.id],
      ["resolved", received[0]?.body.id],
    ]);
    expect(JSON.parse(readFileSync(path, "utf8")).troubles).toEqual([]);
    expect(problems).toEqual([]);
  });

  it("what was never taken is told again, and the end of a group that went meanwhile is told", async () => {
    answers.push(500, 500, 500, 500);
    const before = watchingWith(memory(), rule({ forMs: 0 }));
    before.alerts.observe("c", [group(310_000)], at(0));
    await before.sent(1);
    before.alerts.close();
    received.length = 0;
    const second = watchingWith(memory(), rule({ forMs: 0 }));
    second.alerts.observe("c", [group(310_000)], at(1, -9_000));
    await second.sent(1);
    second.alerts.close();
    const third = watchingWith(memory(), rule({ forMs: 0, resolveForMs: 0 }));
    third.alerts.observe("c", [], at(30, 77_000));
    await third.sent(1);
    expect(kinds()).toEqual(["firing", "resolved"]);
    expect(received[1]?.body.reason).toBe("The group is gone.");
  });

  it("what only began is forgotten when nobody looked for long, and a damaged file is told", () => {
    const wrote = memory();
    wrote.write(
      [
        { cluster: "c", alert: "behind", group: "pay-a", state: "pending", since: 1, clearSince: null, id: "" },
        { cluster: "c", alert: "behind", group: "pay-b", state: "firing", since: 1, clearSince: null, id: "x" },
      ],
      began,
    );
    expect(memory().read(began + 60_000)).toHaveLength(2);
    expect(memory().read(began + 600_000)).toMatchObject([{ group: "pay-b" }]);
    writeFileSync(path, "{");
    expect(memory().read()).toEqual([]);
    expect(problems).toHaveLength(1);
  });
});

import type { Alert } from "../../lib/api/alerts.ts";
import { ApiError } from "../../lib/api/error.ts";
import { paths } from "../../lib/paths.ts";
import { type AlertMemory, recalled, type Trouble } from "./alert-memory.ts";
import { type AlertState, calm, type Now, step } from "./alert-state.ts";
import { type AlertRule, conditionWords, fits, type GroupFigures, reasonWords, standing, valueText } from "./rule.ts";
import { type AlertMessage, type Delivery, deliver, webhookHost } from "./webhook.ts";

export type Alerts = {
  /** whether a cluster has rules: then somebody always looks at it */
  has(cluster: string): boolean;
  /** What a picture says; groups that are not in it are gone. */
  observe(cluster: string, groups: readonly GroupFigures[], now: Now): void;
  list(cluster: string): Alert[];
  /** Sends a test message once. @throws ApiError where there is no such rule */
  test(cluster: string, name: string): Promise<Delivery & { durationMs: number }>;
  close(): void;
};

/** `id` is of the message that told of it, which `isTold` once it was taken */
type Subject = { state: AlertState; figures: GroupFigures; id: string; isTold: boolean };
type Watch = {
  rule: AlertRule;
  /** groups the rule fits, by id */
  subjects: Map<string, Subject>;
  looked: boolean;
  lastDelivery: Delivery | null;
  /** messages of a rule go one after the other, so that an end never comes before its beginning */
  queue: Promise<void>;
  waiting: number;
};
export type AlertsOptions = {
  publicUrl?: string | null;
  pauses?: readonly number[];
  /** where troubles outlive the process */
  memory?: AlertMemory | null;
  /** is told of each message that was sent or given up */
  onDelivery?: (cluster: string, alert: string, delivery: Delivery) => void;
};

/** Messages of one rule that wait; beyond that the oldest trouble is known and more would only delay. */
const mostWaiting = 500;
const mostShown = 100;
const order = { firing: 0, pending: 1, ok: 2 } as const;

/** The rules of the configuration, watched. Without a memory a trouble that lasts is told again after a restart. */
export function createAlerts(
  rules: readonly AlertRule[],
  { publicUrl = null, pauses, memory = null, onDelivery = () => {} }: AlertsOptions = {},
): Alerts {
  const abort = new AbortController();
  // of clusters that were not looked at yet
  let remembered = memory?.read() ?? [];
  const clusters = new Map<string, Map<string, Watch>>();
  const watchesOf = (cluster: string): Map<string, Watch> => {
    let watches = clusters.get(cluster);
    if (!watches) {
      const own = rules.filter((rule) => rule.cluster === null || rule.cluster === cluster);
      watches = new Map(own.map((rule) => [rule.name, fresh(rule)]));
      clusters.set(cluster, watches);
    }
    return watches;
  };
  const deliveryOptions = { signal: abort.signal, ...(pauses ? { pauses } : {}) };

  const recall = (cluster: string, watches: ReadonlyMap<string, Watch>, now: Now): void => {
    for (const trouble of remembered) {
      const watch = trouble.cluster === cluster ? watches.get(trouble.alert) : undefined;
      if (!watch || !fits(watch.rule, cluster, trouble.group)) continue;
      const figures = { id: trouble.group, lag: null, lagMs: null, status: null };
      const { id } = trouble;
      watch.subjects.set(trouble.group, { state: recalled(trouble, now), figures, id, isTold: id !== "" });
    }
    remembered = remembered.filter((trouble) => trouble.cluster !== cluster);
  };
  const remember = (): void => memory?.write([...remembered, ...[...clusters].flatMap(troublesOf)]);

  const send = (cluster: string, watch: Watch, subject: Subject, message: AlertMessage): void => {
    if (watch.waiting >= mostWaiting) return;
    watch.waiting += 1;
    watch.queue = watch.queue.then(async () => {
      const delivery = await deliver(watch.rule.webhook, message, deliveryOptions);
      watch.waiting -= 1;
      watch.lastDelivery = delivery;
      if (delivery.delivered && message.id === subject.id) {
        subject.isTold = true;
        remember();
      }
      onDelivery(cluster, watch.rule.name, delivery);
    });
  };

  const look = (cluster: string, watch: Watch, subject: Subject, now: Now, isThere: boolean): void => {
    const { rule } = watch;
    const { figures } = subject;
    const before = subject.state;
    const { after, transition } = step(before, isThere ? standing(rule, figures) : "clear", now, rule);
    subject.state = after;
    if (transition === null) return;
    if (transition === "firing") {
      subject.id = `${cluster}/${rule.name}/${figures.id}/${now.at}`;
      subject.isTold = false;
    }
    const reason = isThere ? reasonWords(rule, figures) : "The group is gone.";
    const since = transition === "resolved" ? before.since.at : before.state === "pending" ? before.since.at : now.at;
    send(cluster, watch, subject, {
      ...{ version: 1, kind: transition, id: subject.id, alert: rule.name, cluster, group: figures.id },
      ...{ condition: conditionWords(rule), reason, lagMs: figures.lagMs, lag: figures.lag?.toString() ?? null },
      ...{ status: figures.status, at: now.at, since, url: publicUrl && publicUrl + paths.group(cluster, figures.id) },
    });
  };

  return {
    has: (cluster) => rules.some((rule) => rule.cluster === null || rule.cluster === cluster),
    observe(cluster, groups, now) {
      const watches = watchesOf(cluster);
      recall(cluster, watches, now);
      for (const watch of watches.values()) {
        const seen = new Set<string>();
        for (const figures of groups) {
          if (!fits(watch.rule, cluster, figures.id)) continue;
          seen.add(figures.id);
          const subject = watch.subjects.get(figures.id) ?? { state: calm(now), figures, id: "", isTold: false };
          subject.figures = figures;
          watch.subjects.set(figures.id, subject);
          look(cluster, watch, subject, now, true);
        }
        for (const [id, subject] of watch.subjects) {
          if (seen.has(id)) continue;
          if (subject.state.state === "firing") look(cluster, watch, subject, now, false);
          if (subject.state.state !== "firing") watch.subjects.delete(id);
        }
        watch.looked = true;
      }
      remember();
    },
    list: (cluster) => [...watchesOf(cluster).values()].map(shown),
    async test(cluster, name) {
      const watch = watchesOf(cluster).get(name);
      if (!watch) {
        throw new ApiError("no-such-alert", `No alert is called ${JSON.stringify(name)} here.`, {
          hint: "The rules stand in the configuration, under alerts.",
        });
      }
      const { rule } = watch;
      const begunAt = performance.now();
      const message: AlertMessage = {
        ...{ version: 1, kind: "test", id: crypto.randomUUID(), alert: rule.name, cluster, group: null },
        ...{ condition: conditionWords(rule), reason: "This is a test.", lagMs: null, lag: null, status: null },
        ...{ at: Date.now(), since: null, url: publicUrl },
      };
      const delivery = await deliver(rule.webhook, message, { pauses: [], signal: abort.signal });
      watch.lastDelivery = delivery;
      onDelivery(cluster, name, delivery);
      return { ...delivery, durationMs: Math.round(performance.now() - begunAt) };
    },
    close: () => abort.abort(),
  };
}

function troublesOf([cluster, watches]: readonly [string, ReadonlyMap<string, Watch>]): Trouble[] {
  return [...watches.values()].flatMap(({ rule, subjects }) =>
    [...subjects.values()].flatMap(({ state: { state, since, clearSince }, figures, id, isTold }) => {
      if (state === "ok") return [];
      const times = { since: since.at, clearSince: clearSince?.at ?? null };
      return [{ cluster, alert: rule.name, group: figures.id, state, ...times, id: isTold ? id : "" }];
    }),
  );
}

function fresh(rule: AlertRule): Watch {
  return { rule, subjects: new Map(), looked: false, lastDelivery: null, queue: Promise.resolve(), waiting: 0 };
}

function shown({ rule, subjects, looked, lastDelivery }: Watch): Alert {
  const all = [...subjects.values()].sort((a, b) => order[a.state.state] - order[b.state.state] || worse(a, b));
  const [worst] = all;
  const { name, group, lagMs, lag, status, forMs, resolveForMs } = rule;
  return {
    ...{ name, group, lagMs, lag, status, forMs, resolveForMs },
    condition: conditionWords(rule),
    webhook: webhookHost(rule.webhook.url),
    state: worst?.state.state ?? "ok",
    since: looked && worst ? worst.state.since.at : null,
    value: worst ? valueText(rule, worst.figures) : null,
    groupCount: subjects.size,
    subjects: all
      .filter(({ state }) => state.state !== "ok")
      .slice(0, mostShown)
      .map(({ state, figures }) => ({
        ...{ group: figures.id, state: state.state, since: state.since.at },
        ...{ lagMs: figures.lagMs, lag: figures.lag, status: figures.status, reason: reasonWords(rule, figures) },
      })),
    lastDelivery,
  };
}

function worse(a: Subject, b: Subject): number {
  const byTime = (b.figures.lagMs ?? -1) - (a.figures.lagMs ?? -1);
  const byLag = (b.figures.lag ?? -1n) > (a.figures.lag ?? -1n) ? 1 : -1;
  return byTime || byLag;
}

"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Button } from "@/components/ui/button";
import { Status } from "@/components/ui/status";
import { Ago } from "@/components/ui/time-text";
import { type Alert, testAlert } from "@/lib/api/alerts";
import { send } from "@/lib/api/call";
import { plural } from "@/lib/format/count";
import { durationText } from "@/lib/format/duration";
import { grouped } from "@/lib/format/figure";
import { paths } from "@/lib/paths";
import { deliveryWords, stateWords } from "./alert-words";
import { alertList } from "./queries";

/** One rule: how it stands and since when, which groups are the reason, where it tells, and a way to try that. */
export function AlertRule({ cluster, alert }: { cluster: string; alert: Alert }) {
  const client = useQueryClient();
  const trial = useMutation({
    mutationFn: () => send(testAlert, { cluster, alert: alert.name }),
    onSettled: () => client.invalidateQueries({ queryKey: alertList(cluster).queryKey }),
  });
  const { tone, word } = stateWords[alert.state];
  const last = alert.lastDelivery;
  return (
    <li className="grid gap-1.5 border-b border-line py-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Status tone={tone}>{word}</Status>
        <h2 className="text-lead min-w-0 font-semibold break-words">{alert.name}</h2>
        <span className="soft">{alert.condition}</span>
        <span className="flex-1" />
        <Button small busy={trial.isPending} tip="Sends a test message once" onClick={() => trial.mutate()}>
          Test the webhook
        </Button>
      </div>
      <p className="small soft">
        {alert.since === null ? (
          "not looked at yet"
        ) : (
          <>
            since <Ago at={alert.since} />
          </>
        )}
        {" · "}
        <span className="mono">{alert.group}</span> fits {plural(alert.groupCount, "group")}
        {" · "}over after {durationText(alert.resolveForMs)} below{" · "}tells{" "}
        <span className="mono break-all">{alert.webhook}</span>
      </p>
      {alert.groupCount === 0 ? (
        <p className="small">
          <Status tone="warn">No group of this cluster has such a name: the rule watches nothing now.</Status>
        </p>
      ) : null}
      {alert.subjects.length > 0 ? (
        <ul className="grid gap-0.5" aria-label={`Groups of ${alert.name}`}>
          {alert.subjects.map((one) => (
            <li key={one.group} className="flex flex-wrap items-baseline gap-x-2">
              <Status tone={stateWords[one.state].tone}>{stateWords[one.state].word}</Status>
              <Link className="link mono break-all" href={paths.group(cluster, one.group)}>
                {one.group}
              </Link>
              <span>{one.reason}</span>
              <span className="small muted">
                since <Ago at={one.since} />
                {one.lag === null ? "" : ` · ${grouped(one.lag)} records behind`}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {trial.data ? (
        <p className="small" role="status">
          <Status tone={trial.data.delivered ? "ok" : "bad"}>
            {trial.data.delivered
              ? `The webhook took it in ${durationText(trial.data.durationMs)}`
              : `The webhook did not take it: ${trial.data.error ?? `it answered ${trial.data.status ?? "nothing"}`}`}
          </Status>
        </p>
      ) : last ? (
        <p className="small">
          <Status tone={deliveryWords(last).tone}>{deliveryWords(last).text}</Status>{" "}
          <span className="muted">
            <Ago at={last.at} />
          </span>
        </p>
      ) : null}
      {trial.error ? <ProblemPanel what="The test was not sent" error={trial.error} /> : null}
    </li>
  );
}

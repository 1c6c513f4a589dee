"use client";
import { useState } from "react";
import { type MapMember, type MemberCell, MemberMap } from "@/components/kafka/member-map";
import { SectionHead } from "@/components/ui/page-head";
import { Quantity } from "@/components/ui/quantity";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Ago } from "@/components/ui/time-text";
import type { GroupDetail, GroupOffset } from "@/lib/api/groups";
import { count, plural } from "@/lib/format/count";
import { clockDuration, duration, durationText } from "@/lib/format/duration";
import type { Figure } from "@/lib/format/figure";
import { sumLag } from "@/lib/kafka/lag";
import { lagTrend } from "@/lib/kafka/lag-trend";
import { ownerKey, type Seen, seenNext } from "./former-owners";
import { memberNames, topicLags } from "./members";

/** Beyond this many cells the map is a carpet: the tables say it better. */
const mostCells = 6000;

type Unit = "records" | "time";

/** Who holds which partition of a topic and how far behind it is; dashed is what a member held before it changed hands. */
export function AssignmentMap({ group }: { group: GroupDetail }) {
  const topics = topicLags(group).map(({ topic }) => topic);
  const [chosen, choose] = useState<string | null>(null);
  const [unit, setUnit] = useState<Unit>("records");
  const [seen, setSeen] = useState<Seen>(() => seenNext({ now: null, before: null, changedAt: null }, group));
  const next = seenNext(seen, group);
  if (next !== seen) setSeen(next);
  const topic = chosen !== null && topics.includes(chosen) ? chosen : topics[0];
  if (topic === undefined || (group.members.length === 0 && seen.before === null)) return null;
  const rows = group.offsets.filter((one) => one.topic === topic).sort((a, b) => a.partition - b.partition);
  const byPartition = new Map(rows.map((row) => [row.partition, row]));
  const isGrowing = lagTrend(group.lag, group.lagGrowthPerMinute) === "growing";
  const isDealing = group.state === "PreparingRebalance" || group.state === "CompletingRebalance";
  // while shares are dealt out nobody holds anything: what was held until then is drawn
  const former = isDealing ? seen.now : seen.before;
  const members = mapMembers(group, rows, former, topic);
  const cell = (id: string, partition: number): MemberCell => {
    const row = byPartition.get(partition);
    if (!row) return null;
    if ((row.memberId ?? "") !== id || (isDealing && id === "")) {
      const was = former?.owners.get(ownerKey(topic, partition));
      return was === id && id !== "" ? "was" : null;
    }
    return cellOf(row, unit, isGrowing || id === "");
  };
  return (
    <section className="pad pt-4" aria-label="Members by partitions">
      <SectionHead
        title="Members × partitions"
        after={
          topics.length > 1 ? (
            <Select
              quiet
              aria-label="Topic of the map"
              value={topic}
              options={topics.map((value) => ({ value, label: value }))}
              onPick={choose}
            />
          ) : (
            <span className="muted mono">{topic}</span>
          )
        }
        aside={
          <>
            {former ? (
              <span>
                dashed: held before{" "}
                {isDealing || seen.changedAt === null ? "this rebalance" : <Ago at={seen.changedAt} />}
              </span>
            ) : null}
            <Segmented<Unit>
              label="What the figures are"
              value={unit}
              options={[
                { value: "records", label: "Records behind" },
                { value: "time", label: "Time behind" },
              ]}
              onChange={setUnit}
            />
          </>
        }
      />
      {members.length * rows.length > mostCells ? (
        <p className="muted border-t border-rule py-2">
          {plural(members.length, "member")} by {plural(rows.length, "partition")} is too much for a map: see the tables
          below.
        </p>
      ) : (
        <MemberMap
          label={`Members and partitions of ${topic}`}
          unit={unit === "records" ? "records" : "time behind"}
          members={members}
          partitions={rows.map(({ partition }) => partition)}
          cell={cell}
        />
      )}
    </section>
  );
}

function mapMembers(
  group: GroupDetail,
  rows: readonly GroupOffset[],
  former: Seen["before"],
  topic: string,
): MapMember[] {
  const names = memberNames(group.members);
  const ownRows = (id: string) => rows.filter((row) => (row.memberId ?? "") === id);
  const toMember = (id: string, name: string): MapMember => ({
    id,
    name,
    total: <Quantity of={count(sumLag(ownRows(id)).lag)} />,
  });
  const left = [...(former?.names ?? [])].filter(
    ([id]) => !names.has(id) && rows.some(({ partition }) => former?.owners.get(ownerKey(topic, partition)) === id),
  );
  return [
    ...group.members.map(({ memberId }) => toMember(memberId, names.get(memberId) ?? memberId)),
    ...(ownRows("").length > 0 ? [toMember("", "no member")] : []),
    ...left.map(([id, name]) => ({ id, name, gone: true, total: <span className="muted">left</span> })),
  ];
}

function cellOf(row: GroupOffset, unit: Unit, isTrouble: boolean): MemberCell {
  if (row.lag === null) return { text: "—", tip: `partition ${row.partition}: no commit` };
  const time = row.lagMs === null ? "" : `, ${durationText(row.lagMs)}`;
  const tip = `partition ${row.partition}: ${plural(row.lag, "record")} behind${time}`;
  const text = unit === "records" ? short(count(row.lag)) : row.lagMs === null ? "—" : short(shortTime(row.lagMs));
  if (row.status === "stalled" || row.status === "stopped") return { text, tone: "bad", tip };
  if (row.lag < 100n) return { text, tone: "ok", tip };
  return isTrouble || row.status === "warning" ? { text, tone: "warn", tip } : { text, tip };
}

function shortTime(ms: number): Figure {
  return ms < 120_000 ? duration(ms) : clockDuration(ms);
}

function short({ text, unit }: Figure): string {
  const whole = text.length > 3 && !text.includes(":") ? text.replace(/\.\d+$/, "") : text;
  return `${whole}${unit === "min" && text.includes(":") ? "" : unit}`;
}

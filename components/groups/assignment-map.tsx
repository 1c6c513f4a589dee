"use client";
import { useState } from "react";
import { type MapMember, type MemberCell, MemberMap } from "@/components/kafka/member-map";
import { Term } from "@/components/kafka/term";
import { SectionHead } from "@/components/ui/page-head";
import { Quantity } from "@/components/ui/quantity";
import { Select } from "@/components/ui/select";
import type { GroupDetail } from "@/lib/api/groups";
import { count, plural } from "@/lib/format/count";
import { sumLag } from "@/lib/kafka/lag";
import { lagTrend } from "@/lib/kafka/lag-trend";
import { memberNames, topicLags } from "./members";

/** Beyond this many cells the map is a carpet: the tables say it better. */
const mostCells = 6000;

/** Who holds which partition of a topic, and how many records each of them is behind. */
export function AssignmentMap({ group }: { group: GroupDetail }) {
  const topics = topicLags(group).map(({ topic }) => topic);
  const [chosen, choose] = useState<string | null>(null);
  const topic = chosen !== null && topics.includes(chosen) ? chosen : topics[0];
  const held = group.members.filter(({ assignments }) => assignments?.some((one) => one.partitions.length > 0));
  if (topic === undefined || held.length === 0) return null;
  const rows = group.offsets.filter((one) => one.topic === topic).sort((a, b) => a.partition - b.partition);
  const byPartition = new Map(rows.map((row) => [row.partition, row]));
  const names = memberNames(group.members);
  const isGrowing = lagTrend(group.lag, group.lagGrowthPerMinute) === "growing";
  const ownRows = (id: string) => rows.filter((row) => (row.memberId ?? "") === id);
  const toMember = (id: string, name: string): MapMember => ({
    id,
    name,
    total: <Quantity of={count(sumLag(ownRows(id)).lag)} />,
  });
  const members = [
    ...group.members.map(({ memberId }) => toMember(memberId, names.get(memberId) ?? memberId)),
    ...(ownRows("").length > 0 ? [toMember("", "no member")] : []),
  ];
  const cell = (id: string, partition: number): MemberCell => {
    const row = byPartition.get(partition);
    if (!row || (row.memberId ?? "") !== id) return null;
    if (row.lag === null) return { text: "—", tip: `partition ${partition}: no commit` };
    const { text, unit } = count(row.lag);
    const tip = `partition ${partition}: ${plural(row.lag, "record")} behind`;
    const short = `${text.length > 3 ? text.replace(/\.\d+$/, "") : text}${unit}`;
    if (row.lag < 100n) return { text: short, tone: "ok", tip };
    return isGrowing || id === "" ? { text: short, tone: "warn", tip } : { text: short, tip };
  };
  return (
    <section className="pad no-phone pt-4">
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
          <span>
            <Term word="lag">records behind</Term>
          </span>
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
          unit="records"
          members={members}
          partitions={rows.map(({ partition }) => partition)}
          cell={cell}
        />
      )}
    </section>
  );
}

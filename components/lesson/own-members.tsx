"use client";
import { Button } from "@/components/ui/button";
import { SectionHead } from "@/components/ui/page-head";
import { Status, type Tone } from "@/components/ui/status";
import type { Member } from "@/lib/api/workloads";
import { plural } from "@/lib/format/count";
import { slowRate } from "./lesson-steps";

const tones: Readonly<Record<Member["state"], Tone>> = {
  joining: "info",
  stable: "calm",
  rebalancing: "warn",
  leaving: "info",
  left: "idle",
  failed: "bad",
};

/** The consumers that this console runs for the lesson; each can be stopped by itself. */
export function OwnMembers({
  members,
  busy,
  onStart,
  onStop,
}: {
  members: readonly Member[];
  busy: boolean;
  onStart: (kind: "fast" | "slow") => void;
  onStop: (member: Member) => void;
}) {
  return (
    <section aria-label="Consumers of the lesson" className="pb-3">
      <SectionHead
        title="Consumers"
        aside={
          <>
            <Button small icon="plus" busy={busy} onClick={() => onStart("fast")}>
              A fast one
            </Button>
            <Button small icon="plus" busy={busy} onClick={() => onStart("slow")}>
              A slow one
            </Button>
          </>
        }
      />
      {members.length === 0 ? (
        <p className="muted border-t border-line py-2">None runs.</p>
      ) : (
        <ul className="border-t border-line">
          {members.map((member) => (
            <li key={member.id} className="flex flex-wrap items-center gap-x-3 border-b border-line py-1">
              <span className="mono">{member.clientId}</span>
              <Status tone={tones[member.state]}>{member.state}</Status>
              <span className="soft">
                {plural(
                  member.assignments.reduce((sum, { partitions }) => sum + partitions.length, 0),
                  "partition",
                )}
                , {plural(member.consumed, "record")} read{member.rate === slowRate ? ", slow" : ""}
              </span>
              <span className="flex-1" />
              <Button small look="quiet" onClick={() => onStop(member)}>
                Stop<span className="sr-only"> {member.clientId}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

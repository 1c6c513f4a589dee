"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { At } from "@/components/ui/time-text";
import type { HistoryEvent } from "@/lib/api/history";
import { grouped } from "@/lib/format/figure";

/** Shown before all of them are asked for. */
const few = 5;

/** What happened in the stretch the charts show, the youngest first. */
export function HistoryEvents({ events, named }: { events: readonly HistoryEvent[]; named: boolean }) {
  const [isWhole, setWhole] = useState(false);
  const shown = events.toReversed().slice(0, isWhole ? undefined : few);
  return (
    <div className="pt-3">
      <h3 className="lab pb-1">What happened</h3>
      <ul className="border-t border-line">
        {shown.map((event) => (
          <li
            key={`${event.at} ${event.kind} ${event.subject.name} ${event.message}`}
            className="flex flex-wrap gap-x-3 border-b border-line py-1"
          >
            <span className="soft whitespace-nowrap">
              <At at={event.at} only="time" />
            </span>
            {named ? <span className="mono break-all">{event.subject.name}</span> : null}
            <span>{event.message}</span>
          </li>
        ))}
      </ul>
      {events.length > few ? (
        <Button look="quiet" small onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Only the last ones" : `All ${grouped(events.length)}`}
        </Button>
      ) : null}
    </div>
  );
}

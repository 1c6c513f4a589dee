"use client";
import { useState } from "react";
import type { ReadingPicture } from "@/components/live/reading";
import { type ScanProgress, scanProgress } from "@/components/live/scan-progress";
import { Button } from "@/components/ui/button";
import { ScrollX } from "@/components/ui/scroll-x";
import { durationText } from "@/lib/format/duration";
import { grouped } from "@/lib/format/figure";
import { byteRate, rate } from "@/lib/format/rate";

/** How far a search has come: over all, and partition by partition on demand. */
export function ScanBar({ reading, order }: { reading: ReadingPicture; order: "newest" | "oldest" }) {
  const [open, setOpen] = useState(false);
  const { plan, progress } = reading;
  if (!plan || !progress || plan.span === 0n) return null;
  const at = scanProgress(plan, progress, order);
  const percent = Math.floor(at.share * 100);
  const perSecond = rate(at.recordsPerSecond);
  const bytesPerSecond = byteRate(at.bytesPerSecond);
  return (
    <div className="pad flex-none pb-1">
      <div className="flex flex-wrap items-center gap-x-3 text-[12px] whitespace-nowrap text-ink-2">
        <progress className="scan-bar" max={100} value={percent} aria-label="How far the search has come">
          {percent} %
        </progress>
        <span className="num">{percent} %</span>
        <span>
          <span className="num">{perSecond.text}</span> {perSecond.unit}
        </span>
        <span className="no-phone">
          <span className="num">{bytesPerSecond.text}</span> {bytesPerSecond.unit}
        </span>
        {reading.isRunning && at.leftMs !== null ? <span>{durationText(at.leftMs)} to go at most</span> : null}
        <Button look="quiet" small className="ml-auto" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Hide partitions" : "Partitions"}
        </Button>
      </div>
      {open ? <Partitions at={at} order={order} /> : null}
    </div>
  );
}

function Partitions({ at, order }: { at: ScanProgress; order: "newest" | "oldest" }) {
  return (
    <ScrollX label="Progress by partition">
      <table className="table ruled compact max-h-40">
        <thead>
          <tr>
            <th className="right w-20">Partition</th>
            <th>Progress</th>
            <th className="right">At offset</th>
            <th className="right">Still to read</th>
          </tr>
        </thead>
        <tbody>
          {at.partitions.map(({ partition, from, to, at: offset, share }) => (
            <tr key={partition}>
              <td className="right num">{partition}</td>
              <td>
                <progress
                  className="scan-bar"
                  max={1000}
                  value={share * 1000}
                  aria-label={`Progress of partition ${partition}`}
                />
              </td>
              <td className="right num">{grouped(offset)}</td>
              <td className="right num">{grouped(order === "newest" ? offset - from : to - offset)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

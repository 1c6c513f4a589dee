"use client";
import { useLiveQuery } from "@/components/live/use-live-query";
import { Status } from "@/components/ui/status";
import { call } from "@/lib/api/call";
import { listJobs } from "@/lib/api/jobs";
import { grouped } from "@/lib/format/figure";

/** How many jobs of a cluster run; nothing while none does. */
export function JobsMark({ cluster }: { cluster: string }) {
  const { data } = useLiveQuery({ queryKey: ["jobs", cluster], queryFn: call(listJobs, {}, { cluster }) });
  const running = data?.items.filter(({ state }) => state === "running").length ?? 0;
  if (running === 0) return null;
  return (
    <Status tone="info" className="end" spoken={running === 1 ? "job runs" : "jobs run"}>
      {grouped(running)}
    </Status>
  );
}

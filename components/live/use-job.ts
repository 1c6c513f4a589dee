"use client";
import { useEffect, useState } from "react";
import { urlOf } from "@/lib/api/call";
import { type Job, watchJob } from "@/lib/api/jobs";
import { readEvents } from "./read-events";

/** A broken connection is tried again after so long, ms. */
const againMs = 1_000;

/** A job as it goes; null before it was told of, and without an id. `error` is why it can be watched no longer. */
export function useJob(id: string | null): { job: Job | null; error: unknown } {
  const [seen, setSeen] = useState<{ id: string; job: Job | null; error: unknown } | null>(null);
  useEffect(() => {
    if (id === null) return;
    const abort = new AbortController();
    void follow(id, abort.signal, (job, error) => setSeen({ id, job, error }));
    return () => abort.abort();
  }, [id]);
  return seen !== null && seen.id === id ? seen : { job: null, error: null };
}

async function follow(id: string, signal: AbortSignal, tell: (job: Job | null, error: unknown) => void): Promise<void> {
  let last: Job | null = null;
  while (!signal.aborted) {
    try {
      const events = watchJob.events ?? {};
      for await (const event of readEvents(urlOf(watchJob.path, { job: id }), events, { signal, form: "sse" })) {
        if (event.event !== "job") continue;
        last = event.data as Job;
        tell(last, null);
      }
    } catch (error) {
      if (signal.aborted) return;
      tell(last, error);
      if (isGone(error)) return;
    }
    if (last !== null && last.state !== "running") return;
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
}

function isGone(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "no-such-job";
}

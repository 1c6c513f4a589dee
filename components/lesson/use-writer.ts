"use client";
import { useEffect, useState } from "react";
import { send } from "@/lib/api/call";
import { produceMessages } from "@/lib/api/produce";

const paceMs = 500;

/** Writes so many records a second while it is on and the page is open. Returns how many were taken, and why the last were not. */
export function useWriter(
  cluster: string,
  topic: string,
  perSecond: number,
  isOn: boolean,
): { written: number; problem: Error | null } {
  const [written, setWritten] = useState(0);
  const [problem, setProblem] = useState<Error | null>(null);
  useEffect(() => {
    if (!isOn) return;
    let isLive = true;
    let counter = 0;
    let timer: ReturnType<typeof setTimeout>;
    let last = performance.now();
    const write = async () => {
      // a page in the background is called less often: it writes what it owes
      const now = performance.now();
      const due = Math.min(500, Math.round(((now - last) / 1000) * perSecond));
      last = now;
      const records = Array.from({ length: due }, () => {
        counter += 1;
        return { key: `customer-${counter % 200}`, value: JSON.stringify({ order: counter, at: Date.now() }) };
      });
      try {
        if (records.length > 0) await send(produceMessages, { cluster, topic }, { records });
        if (!isLive) return;
        setWritten((before) => before + records.length);
        setProblem(null);
      } catch (error) {
        if (isLive) setProblem(error instanceof Error ? error : new Error(String(error)));
      }
      if (isLive) timer = setTimeout(() => void write(), paceMs);
    };
    timer = setTimeout(() => void write(), paceMs);
    return () => {
      isLive = false;
      clearTimeout(timer);
    };
  }, [cluster, topic, perSecond, isOn]);
  return { written, problem };
}

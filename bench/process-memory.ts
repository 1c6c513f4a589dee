import { readFileSync } from "node:fs";

/** Resident memory of a process and all its children, MB (10⁶ bytes). Linux only. */
export function residentMegabytes(pid: number): number {
  const kibibytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  return childrenOf(pid).reduce((sum, child) => sum + residentMegabytes(child), (kibibytes * 1024) / 1e6);
}

/** The processes it started; `bin/klar` starts the server. */
export function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return text === "" ? [] : text.split(" ").map(Number);
}

/** Runs `work` and tells the most memory that the process and its children had meanwhile, MB. */
export async function peakMegabytes<T>(pid: number, work: () => Promise<T>): Promise<{ peak: number; result: T }> {
  let peak = residentMegabytes(pid);
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(pid));
  }, 100);
  try {
    return { result: await work(), peak };
  } finally {
    clearInterval(timer);
  }
}

/** Processor time that a process has used so far, all its threads together, ms. */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  // utime and stime, in hundredths of a second
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

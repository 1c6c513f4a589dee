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

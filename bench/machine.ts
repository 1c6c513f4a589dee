import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { javaCommand } from "../rig/jars.mjs";
import { ROOT } from "../rig/ports.mjs";

export type Machine = {
  processor: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
  java: string;
  kafka: string;
  /** runnable processes on average over the minute before: more than `cores` means that others were at work */
  loadBefore: number;
  /** what else the person who ran it says about the circumstances (KLAR_BENCH_REMARK) */
  remark?: string | undefined;
};

/** What the figures of a run depend on. */
export function describeMachine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    java: javaVersion(),
    kafka: kafkaVersion(),
    loadBefore: Number((loadavg()[0] ?? 0).toFixed(1)),
    remark: process.env.KLAR_BENCH_REMARK,
  };
}

function javaVersion(): string {
  const { stderr } = spawnSync(javaCommand(), ["-version"], { encoding: "utf8" });
  return /version "([^"]+)"/.exec(stderr)?.[1] ?? "unknown";
}

function kafkaVersion(): string {
  const pom = readFileSync(join(ROOT, "rig", "pom.xml"), "utf8");
  return /<kafka\.version>([^<]+)</.exec(pom)?.[1] ?? "unknown";
}

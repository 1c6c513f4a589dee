import { spawn, spawnSync } from "node:child_process";

/** kcat, where it is installed, is what people use instead. */
export const hasKcat = spawnSync("kcat", ["-V"]).status === 0;

/** Reads a topic with kcat and gives the number of lines that `grep` lets through (all of them without a needle). */
export async function kcatLines(
  bootstrap: string,
  topic: string,
  argv: readonly string[],
  needle?: string,
): Promise<number> {
  const kcat = spawn("kcat", ["-C", "-q", "-b", bootstrap, "-t", topic, "-e", ...argv], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const grep = spawn("grep", ["-c", needle ?? ""], { stdio: [kcat.stdout, "pipe", "ignore"] });
  let counted = "";
  grep.stdout.setEncoding("utf8").on("data", (part: string) => {
    counted += part;
  });
  await new Promise((done, fail) => {
    grep.on("error", fail).on("close", done);
    kcat.on("error", fail);
  });
  return Number(counted);
}

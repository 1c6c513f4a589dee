import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { classPath, ensureJars, javaCommand } from "../../rig/jars.mjs";

/** The topics that Kafka's word count reads and writes. */
export const wordCountTopics = { input: "streams-plaintext-input", output: "streams-wordcount-output" };

/** Kafka's own word count as a group of the streams protocol (KIP-1071), for as long as `use` takes; fetches its jars (97 MB) when they are not there. */
export async function withWordCount<T>(bootstrap: string, group: string, use: () => Promise<T>): Promise<T> {
  await ensureJars("streams");
  const directory = mkdtempSync(join(tmpdir(), "klar-streams-"));
  const file = join(directory, "streams.properties");
  const settings = {
    "bootstrap.servers": bootstrap,
    "application.id": group,
    "group.protocol": "streams",
    "state.dir": join(directory, "state"),
    "commit.interval.ms": "200",
  };
  writeFileSync(
    file,
    Object.entries(settings)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(""),
  );
  const argv = ["-cp", classPath("streams"), "org.apache.kafka.streams.examples.wordcount.WordCountDemo", file];
  const child = spawn(javaCommand(), argv, { stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("close", resolve));
  try {
    return await use();
  } finally {
    child.kill("SIGKILL");
    await ended;
    rmSync(directory, { recursive: true, force: true });
  }
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import type { RunningCluster } from "../rig/start-cluster.mjs";
import { hasKcat } from "./kcat.ts";
import type { Figure } from "./measure.ts";
import { peakMegabytes } from "./process-memory.ts";
import { topics } from "./record-topics.ts";
import { median, timed } from "./timing.ts";
import { type Console, clusterPath, serverPid } from "./workbench.ts";

const runs = 3;

/** A topic of 1 GB as a file, against kcat that writes the same. */
export async function exportFigures(console: Console, { bootstrap }: RunningCluster): Promise<Figure[]> {
  const server = serverPid(console);
  const own: number[] = [];
  const plain: number[] = [];
  const wrapped: number[] = [];
  let bytes = 0;
  let peak = 0;
  for (let run = 0; run < runs; run++) {
    const watched = await peakMegabytes(server, () => timed(() => exported(console)));
    own.push(watched.result.ms);
    bytes = watched.result.result;
    peak = Math.max(peak, watched.peak);
    if (!hasKcat) continue;
    plain.push((await timed(() => kcatToNowhere(bootstrap, []))).ms);
    wrapped.push((await timed(() => kcatToNowhere(bootstrap, ["-J"]))).ms);
  }
  const value = median(own);
  const what = `export of ${Math.round(bytes / 1e6)} MB as NDJSON`;
  const note = `median of ${runs}; ${Math.round(bytes / 1000 / value)} MB a second`;
  const figures: Figure[] = [];
  if (plain.length > 0)
    figures.push(
      {
        what,
        unit: "ms",
        value,
        against: { what: "kcat, values alone", value: median(plain) },
        aim: { of: "ratio", most: 2 },
        note,
      },
      { what, unit: "ms", value, against: { what: "kcat -J, as JSON", value: median(wrapped) }, note },
    );
  else figures.push({ what, unit: "ms", value, note });
  figures.push({ what: "memory during the export", unit: "MB", value: peak, aim: { of: "value", most: 400 } });
  return figures;
}

/** Bytes of the file. */
async function exported({ url }: Console): Promise<number> {
  const path = clusterPath(`/topics/${topics.export}/export?format=ndjson&order=oldest`);
  const [answer] = (await once(get(url + path, { agent: false }), "response")) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}`);
  let bytes = 0;
  // read as the output of kcat is: by somebody who looks at nothing
  answer.on("data", (part: Buffer) => {
    bytes += part.length;
  });
  await once(answer, "end");
  return bytes;
}

async function kcatToNowhere(bootstrap: string, argv: readonly string[]): Promise<void> {
  const tuned = ["-X", "queued.min.messages=10000000", "-X", "queued.max.messages.kbytes=1000000"];
  const from = ["-C", "-q", "-b", bootstrap, "-t", topics.export, "-o", "beginning", "-e"];
  const kcat = spawn("kcat", [...from, ...tuned, ...argv], { stdio: ["ignore", "pipe", "ignore"] });
  // read by somebody, as the export is
  kcat.stdout.on("data", () => {});
  await once(kcat, "close");
}

import type { ReadingPicture } from "@/components/live/reading";
import { type QueryValues, urlOf } from "@/lib/api/call";
import { exportMessages } from "@/lib/api/messages";
import { parseReadBound } from "@/lib/api/read-bound";
import { isNarrowed } from "@/lib/filter/conditions";
import { plural } from "@/lib/format/count";
import { commandLine } from "@/lib/format/shell";
import { kcat } from "@/lib/kafka/cli";
import { type Ask, noAsk, orderOf, selectionValues } from "./ask";

export type ExportWhat = "page" | "search" | "topic";
export type ExportChoice = {
  what: ExportWhat;
  format: "ndjson" | "json" | "csv";
  csvSafe: boolean;
  /** with what was aborted or is undecided, marked as such */
  withAborted: boolean;
};

/** The query of a file: exactly what is selected. A page is told by the offsets it was read between. */
export function exportValues(choice: ExportChoice, ask: Ask, picture: ReadingPicture | null): QueryValues {
  const { what, format, csvSafe, withAborted } = choice;
  const base = what === "topic" ? selectionValues({ ...wholeTopic(ask), order: "oldest" }) : selectionValues(ask);
  return {
    format,
    ...base,
    ...(what === "page" ? pageValues(ask, picture) : {}),
    csvSafe: format === "csv" && csvSafe ? true : undefined,
    isolation: withAborted ? "read_uncommitted" : undefined,
  };
}

/** How many records are listed: markers of transactions go into no file. */
export function listedRecords(picture: ReadingPicture | null): number {
  const { count = 0, at = () => undefined } = picture?.rows ?? {};
  return Array.from({ length: count }, (_, nth) => at(nth)).filter((row) => row?.control === undefined).length;
}

function wholeTopic({ keyFormat, valueFormat }: Ask): Ask {
  return { ...noAsk, from: "oldest", keyFormat, valueFormat };
}

/** The limit that leads to the same records: the one that was asked with, unless the reading came to less by other ways. */
function pageLimit({ limit, control }: Ask, picture: ReadingPicture | null): number {
  const { reason } = picture?.done ?? {};
  const isWhole = reason === "limit" || reason === "end" || reason === "budget";
  return isWhole && !control ? limit : Math.max(1, listedRecords(picture));
}

function pageValues(ask: Ask, picture: ReadingPicture | null): QueryValues {
  const ends = picture?.plan?.partitions ?? [];
  const limit = pageLimit(ask, picture);
  if (ask.cursor !== "" || ends.length === 0) return { page: true, limit };
  const bound = (end: "from" | "to") => `offsets:${ends.map((one) => `${one.partition}=${one[end]}`).join(",")}`;
  const partitions = ends.map(({ partition }) => partition).join(",");
  return { page: true, limit, partitions, from: bound("from"), to: bound("to") };
}

/** What will be in the file, in words. `scope` is where it is looked for: "from offset 120". */
export function exportWords(choice: ExportChoice, ask: Ask, count: { rows: number; scope: string }): string {
  const markers = ask.control ? ", without the markers of transactions" : "";
  const visible = `${choice.withAborted ? "with aborted and open records, marked" : "committed records only"}${markers}`;
  if (choice.what === "topic") return `Every record of the topic, oldest first, ${visible}.`;
  const fitting = isNarrowed(ask) ? " that fit the conditions" : "";
  const order = orderOf(ask) === "newest" ? "newest first" : "oldest first";
  if (choice.what === "page")
    return `The ${plural(count.rows, "record")}${fitting ? `${fitting} and` : ""} ${count.rows === 1 ? "is" : "are"} listed now, ${order}, ${visible}; values whole, also where the list cuts them.`;
  const where = [count.scope, ask.partitions === "" ? "in all partitions" : `in the partitions ${ask.partitions}`];
  return `All records ${where.filter(Boolean).join(" ")}${fitting}, ${order}, ${visible}, up to the end at the moment of the download.`;
}

export function exportUrl(cluster: string, topic: string, values: QueryValues): string {
  return urlOf(exportMessages.path, { cluster, topic }, values);
}

export function curlExport(origin: string, cluster: string, topic: string, values: QueryValues): string {
  const file = `${topic}.${values.format}`;
  return commandLine("curl", [["--fail", "--output", file], [`${origin}${exportUrl(cluster, topic, values)}`]]);
}

/** The same records with kcat, as JSON lines; undefined where kcat cannot say it. */
export function kcatExport(
  servers: readonly string[],
  topic: string,
  choice: ExportChoice,
  ask: Ask,
): string | undefined {
  const isolation = ["-X", `isolation.level=${choice.withAborted ? "read_uncommitted" : "read_committed"}`];
  const head = ["-C", "-t", topic];
  if (choice.what === "topic") return kcat(servers, [head, ["-o", "beginning", "-e", "-J"], isolation]);
  if (choice.what === "page" || isNarrowed(ask) || ask.cursor !== "") return undefined;
  const from = boundOf(ask.from === "newest" ? "oldest" : ask.from, "s");
  const to = ask.to === "" ? [] : boundOf(ask.to, "e");
  const partition = ask.partitions === "" ? [] : /^\d+$/.test(ask.partitions) ? ["-p", ask.partitions] : undefined;
  if (!from || !to || !partition) return undefined;
  return kcat(servers, [[...head, ...partition], [...from, ...to, "-e", "-J"], isolation]);
}

function boundOf(bound: string, end: "s" | "e"): string[] | undefined {
  if (bound === "oldest") return ["-o", "beginning"];
  const parsed = parseReadBound(bound);
  if (parsed?.kind === "time") return ["-o", `${end}@${parsed.time}`];
  return parsed?.kind === "offset" && end === "s" ? ["-o", String(parsed.offset)] : undefined;
}

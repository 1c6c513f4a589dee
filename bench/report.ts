import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "./machine.ts";
import { type Figure, isMet, type Measure, ratioOf } from "./measure.ts";

const directory = join(import.meta.dirname, "results");

export type Result = { name: string; title: string; date: string; machine: Machine; figures: Figure[] };

const heads = ["measure", "value", "against", "ratio", "aim", "met"] as const;

/** `results/<name>.json`: the figures as measured, and with them ratio and verdict as a reader would work them out. */
export function writeResult({ name, title }: Measure, machine: Machine, figures: readonly Figure[]): void {
  mkdirSync(directory, { recursive: true });
  const rounded = figures.map((figure) => ({ ...figure, ratio: round(ratioOf(figure)), met: isMet(figure) }));
  const result = { name, title, date: new Date().toISOString().slice(0, 10), machine, figures: rounded };
  writeFileSync(join(directory, `${name}.json`), `${JSON.stringify(result, roundNumbers, 2)}\n`);
}

function roundNumbers(_key: string, value: unknown): unknown {
  return typeof value === "number" ? round(value) : value;
}

function round(value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(2));
}

/** The table of one measure for a terminal. */
export function tableText(figures: readonly Figure[]): string {
  const rows = [[...heads], ...figures.map(cells)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function cells(figure: Figure): string[] {
  const { what, unit, value, against, aim } = figure;
  const ratio = ratioOf(figure);
  const met = isMet(figure);
  return [
    what,
    amount(value, unit),
    against ? `${against.what}: ${amount(against.value, unit)}` : "",
    ratio === null ? "" : `${ratio.toFixed(2)}×`,
    aim ? (aim.of === "ratio" ? `≤ ${aim.most}×` : `≤ ${aim.most} ${unit}`) : "",
    met === null ? "" : met ? "yes" : "NO",
  ];
}

function amount(value: number, unit: string): string {
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  return `${value.toFixed(digits)} ${unit}`;
}

/** `results/table.md`: every result there is, with the machine it was measured on. */
export function writeTable(order: readonly string[]): void {
  const results = readdirSync(directory)
    .filter((file) => file.endsWith(".json"))
    .map((file): Result => JSON.parse(readFileSync(join(directory, file), "utf8")))
    .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const parts = results.map(({ name, title, date, machine, figures }) =>
    [
      `## ${title}`,
      `\`npm run bench -- ${name}\`, ${date}. ${machineText(machine)}`,
      [row([...heads, "how"]), row([...heads, "how"].map(() => "---")), ...figures.map(markdownRow)].join("\n"),
    ].join("\n\n"),
  );
  writeFileSync(join(directory, "table.md"), `${["# What was measured last", ...parts].join("\n\n")}\n`);
}

function markdownRow(figure: Figure): string {
  return row([...cells(figure), figure.note ?? ""]);
}

function row(texts: readonly string[]): string {
  return `| ${texts.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
}

function machineText({ processor, cores, memoryGiB, system, node, java, kafka, loadBefore, remark }: Machine): string {
  const busy = loadBefore > cores ? " (others were at work)" : "";
  return `${cores} × ${processor}, ${memoryGiB} GiB, ${system}, Node ${node}, Java ${java}, Kafka ${kafka}; load before ${loadBefore}${busy}.${remark ? ` ${remark}` : ""}`;
}

export type Labels = Readonly<Record<string, string | number>>;

/** Series in Prometheus' text format; samples of a family stand together whoever adds them. */
export class Exposition {
  readonly #families = new Map<string, string[]>();

  /** Adds one sample of a gauge; null is not known and left out. The help of the first sample counts. */
  gauge(name: string, help: string, labels: Labels, value: number | bigint | boolean | null): void {
    if (value === null) return;
    let lines = this.#families.get(name);
    if (!lines) {
      lines = [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`];
      this.#families.set(name, lines);
    }
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(String(text))}"`);
    lines.push(`${name}{${pairs.join(",")}} ${typeof value === "boolean" ? Number(value) : value}`);
  }

  text(): string {
    return `${[...this.#families.values()].map((lines) => lines.join("\n")).join("\n")}\n`;
  }
}

function escaped(text: string): string {
  return /[\\"\n]/.test(text) ? text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n") : text;
}

export type OffsetLine = { topic: string; partition: number; offset: bigint };

/**
 * Reads the CSV of `kafka-consumer-groups --reset-offsets --from-file`: `topic,partition,offset` a line, or with the group in
 * front (`group` picks its lines). A topic may stand in quotes. What is wrong is said with the number of its line.
 */
export function parseOffsetsCsv(text: string, group?: string): { lines: OffsetLine[] } | { problem: string } {
  const lines = new Map<string, OffsetLine>();
  for (const [index, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (raw.trim() === "") continue;
    const cells = cellsOf(raw);
    const where = `Line ${index + 1}`;
    if (cells === null || cells.length < 3 || cells.length > 4)
      return { problem: `${where} is not topic,partition,offset` };
    const [topic = "", partition = "", offset = ""] = cells.slice(-3);
    if (cells.length === 4 && group !== undefined && cells[0] !== group) continue;
    if (topic === "") return { problem: `${where} names no topic` };
    if (!/^\d{1,9}$/.test(partition)) return { problem: `${where}: ${JSON.stringify(partition)} is no partition` };
    if (!/^-?\d{1,18}$/.test(offset)) return { problem: `${where}: ${JSON.stringify(offset)} is no offset` };
    const key = `${Number(partition)}/${topic}`;
    if (lines.has(key)) return { problem: `${where} names ${topic}-${partition} a second time` };
    lines.set(key, { topic, partition: Number(partition), offset: BigInt(offset) });
  }
  return lines.size === 0 ? { problem: "There is no line topic,partition,offset" } : { lines: [...lines.values()] };
}

/** The same CSV, as `--export` writes it. */
export function offsetsCsv(lines: Iterable<OffsetLine>): string {
  let text = "";
  for (const { topic, partition, offset } of lines) {
    const name = /[",\r\n]/.test(topic) ? `"${topic.replaceAll('"', '""')}"` : topic;
    text += `${name},${partition},${offset}\n`;
  }
  return text;
}

function cellsOf(line: string): string[] | null {
  const cells: string[] = [];
  const cell = /\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(,|$)/y;
  while (cell.lastIndex <= line.length) {
    const match = cell.exec(line);
    if (!match) return null;
    cells.push(match[1] === undefined ? (match[2] ?? "").trim() : match[1].replaceAll('""', '"'));
    if (match[3] === "") return cells;
  }
  return cells;
}

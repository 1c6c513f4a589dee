export type CsvValue = string | number | bigint | boolean | null;

/** RFC 4180 with a head. What is not known is empty, which is not 0. Text that a spreadsheet would run as a formula gets an apostrophe. */
export function csvText(head: readonly string[], rows: Iterable<readonly CsvValue[]>): string {
  let text = "";
  for (const row of [head, ...rows]) text += `${row.map(csvCell).join(",")}\r\n`;
  return text;
}

function csvCell(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

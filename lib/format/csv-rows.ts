/** A row of a CSV with the line it begins at, from 1. */
export type CsvRow = { line: number; cells: string[] };

/** Reads RFC 4180: quoted fields may hold commas, quotes (doubled) and line breaks. Empty lines are passed over. */
export function csvRows(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = "";
  let line = 1;
  let begun = 1;
  let isQuoted = false;
  const endRow = () => {
    if (cells.length > 0 || cell !== "") rows.push({ line: begun, cells: [...cells, cell] });
    cells = [];
    cell = "";
  };
  for (let at = text.startsWith("\ufeff") ? 1 : 0; at < text.length; at++) {
    const char = text[at];
    if (char === "\n") line++;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else isQuoted = false;
    } else if (char === '"' && cell === "") isQuoted = true;
    else if (char === ",") {
      cells.push(cell);
      cell = "";
    } else if (char === "\n" || (char === "\r" && text[at + 1] === "\n")) {
      if (char === "\r") continue;
      endRow();
      begun = line;
    } else cell += char;
  }
  endRow();
  return rows;
}

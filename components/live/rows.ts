import type { Message } from "@/lib/api/messages";

/** A record; where several topics are listed together, with its own. */
export type RecordPlace = { partition: number; offset: bigint; topic?: string | undefined };

/** What a list draws: rows by their place from the top. Made anew whenever something changed; a row itself stays the same object. */
export type Rows<Row extends Message = Message> = { count: number; at: (index: number) => Row | undefined };

export const noRows: Rows<never> = { count: 0, at: () => undefined };

export function rowsOf<Row extends Message>(messages: readonly Row[]): Rows<Row> {
  const count = messages.length;
  return { count, at: (index) => (index < count ? messages[index] : undefined) };
}

/** Where a record stands in the list, -1 when it does not. */
export function placeOf(rows: Rows, id: RecordPlace | null): number {
  if (id === null) return -1;
  for (let index = 0; index < rows.count; index++) {
    const row = rows.at(index);
    if (row && row.offset === id.offset && row.partition === id.partition) return index;
  }
  return -1;
}

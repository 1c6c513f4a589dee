import type { Message } from "@/lib/api/messages";

/** What a list draws: rows by their place from the top. Made anew whenever something changed; a row itself stays the same object. */
export type Rows = { count: number; at: (index: number) => Message | undefined };

export const noRows: Rows = { count: 0, at: () => undefined };

export function rowsOf(messages: readonly Message[]): Rows {
  const count = messages.length;
  return { count, at: (index) => (index < count ? messages[index] : undefined) };
}

/** Where a record stands in the list, -1 when it does not. */
export function placeOf(rows: Rows, id: { partition: number; offset: bigint } | null): number {
  if (id === null) return -1;
  for (let index = 0; index < rows.count; index++) {
    const row = rows.at(index);
    if (row && row.offset === id.offset && row.partition === id.partition) return index;
  }
  return -1;
}

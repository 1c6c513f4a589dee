import type { Message } from "../api/messages.ts";

/** Where a record stands; where several topics are listed together, with its own. */
export type RecordId = { partition: number; offset: bigint; topic?: string | undefined };
/** A record of a list, with its topic where the list has several. */
export type RecordRow = Message & { topic?: string | undefined };

/** `3:1842`, as it stands in addresses; with its topic before a slash. */
export function idText({ topic, partition, offset }: RecordId): string {
  return `${topic === undefined ? "" : `${topic}/`}${partition}:${offset}`;
}

/** Reads `3:1842`; null when it is not that. */
export function parseId(text: string | null): RecordId | null {
  const found = /^(\d{1,6}):(\d{1,19})$/.exec(text ?? "");
  return found?.[1] && found[2] ? { partition: Number(found[1]), offset: BigInt(found[2]) } : null;
}

/** What a list draws: rows by their place from the top. Made anew whenever something changed; a row itself stays the same object. */
export type Rows = { count: number; at: (index: number) => RecordRow | undefined };

export const noRows: Rows = { count: 0, at: () => undefined };

export function rowsOf(messages: readonly RecordRow[]): Rows {
  const count = messages.length;
  return { count, at: (index) => (index < count ? messages[index] : undefined) };
}

/** Where a record stands in the list, -1 when it does not. */
export function placeOf(rows: Rows, id: RecordId | null): number {
  if (id === null) return -1;
  for (let index = 0; index < rows.count; index++) {
    const row = rows.at(index);
    if (row && row.offset === id.offset && row.partition === id.partition && row.topic === id.topic) return index;
  }
  return -1;
}

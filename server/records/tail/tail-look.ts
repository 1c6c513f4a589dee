import type { Message } from "../../../lib/api/messages.ts";
import type { Reading } from "../answer.ts";
import { wireText } from "../message.ts";

/** What a message takes beside its texts, about, in bytes. */
const messageBytes = 600;

/** What was found in one entry, for all readers who look for the same in it. A message is written in wire form when it is first wanted. */
export class TailLook {
  readonly reading: Omit<Reading, "found">;
  readonly offsets: readonly bigint[];
  readonly #items: (Message | string)[];

  constructor({ found, ...reading }: Reading<Message>) {
    this.reading = reading;
    this.offsets = found.map(({ offset }) => offset);
    this.#items = found;
  }

  get bytes(): number {
    let sum = 0;
    for (const item of this.#items)
      sum += typeof item === "string" ? item.length : messageBytes + textLength(item.key) + textLength(item.value);
    return sum;
  }

  textAt(i: number): string {
    const item = this.#items[i];
    if (typeof item === "string") return item;
    if (item === undefined) throw new RangeError(`No message ${i}.`);
    const text = wireText(item);
    this.#items[i] = text;
    return text;
  }
}

function textLength(payload: Message["value"]): number {
  return payload?.text.length ?? 0;
}

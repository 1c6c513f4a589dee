import { Ring } from "@/components/live/ring";
import type { Message } from "@/lib/api/messages";

type Told = Pick<Message, "partition" | "producerId" | "transaction" | "control">;

/**
 * What a tail tells of transactions after their records: a record that came while its transaction was open is committed or aborted
 * once the marker comes that ends it. Only a tail that shows markers hears of it. Keeps the last `capacity` open records of a producer.
 */
export class TransactionEnds<Item extends Told> {
  readonly #capacity: number;
  readonly #open = new Map<string, Ring<Item>>();
  readonly #ended = new WeakMap<Item, Item>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Records and markers in the order in which they stand in their partition. */
  take(items: readonly Item[]): void {
    for (const item of items) {
      const of = `${item.partition}/${item.producerId}`;
      if (item.control) this.#end(of, item.control.type === "abort" ? "aborted" : "committed");
      else if (item.transaction === "open") this.#openOf(of).push([item]);
    }
  }

  /** The record as it is known by now; the same object as long as nothing new is known of it. */
  known<Of extends Item | undefined>(item: Of): Of {
    return ((item && this.#ended.get(item)) as Of | undefined) ?? item;
  }

  #openOf(of: string): Ring<Item> {
    const known = this.#open.get(of);
    if (known) return known;
    const ring = new Ring<Item>(this.#capacity);
    this.#open.set(of, ring);
    return ring;
  }

  #end(of: string, transaction: "committed" | "aborted"): void {
    for (const item of this.#open.get(of)?.newestFirst() ?? []) this.#ended.set(item, { ...item, transaction });
    this.#open.delete(of);
  }
}

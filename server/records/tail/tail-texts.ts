import { recordAt } from "../../kafka/batch/records.ts";
import { JsonLines } from "../export/json-lines.ts";
import { LineBytes } from "../export/line-bytes.ts";
import { messageOf, type Shape, wireText } from "../message.ts";
import type { TailBatch } from "./tail-entry.ts";

/** room for the first records: it grows with them */
const firstBytes = 8 * 1024;

/** Records of one entry in wire form, each written when it is first wanted, for all readers who want it in the same shape. */
export class TailTexts {
  readonly #shape: Shape;
  readonly #partition: number;
  readonly #lines: JsonLines;
  readonly #bytes = new LineBytes(firstBytes);
  readonly #texts = new Map<TailBatch, string[]>();
  readonly #grown: (bytes: number) => void;

  constructor(shape: Shape, partition: number, grown: (bytes: number) => void) {
    this.#shape = shape;
    this.#partition = partition;
    this.#lines = new JsonLines(shape, partition);
    this.#grown = grown;
  }

  of(part: TailBatch, i: number): string {
    const texts = this.#texts.get(part) ?? [];
    this.#texts.set(part, texts);
    const known = texts[i];
    if (known !== undefined) return known;
    const text = part.batch.control ? this.#marker(part, i) : this.#line(part, i);
    texts[i] = text;
    this.#grown(text.length);
    return text;
  }

  #line(part: TailBatch, i: number): string {
    this.#bytes.at = 0;
    this.#lines.write(this.#bytes, part.batch, part.index, i, part.transaction);
    return this.#bytes.bytes.toString("utf8", 0, this.#bytes.at);
  }

  #marker({ batch, index, transaction }: TailBatch, i: number): string {
    const record = recordAt(batch, index, i);
    const { offset, timestamp } = record;
    return wireText(
      messageOf({ partition: this.#partition, offset, timestamp, record, batch, transaction }, this.#shape),
    );
  }
}

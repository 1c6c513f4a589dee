import { isAlwaysRewritten, mayBeRewritten } from "../../serde/order.ts";
import { mayHaveSchemaHeaders } from "../../serde/schema-frame.ts";
import type { Shape } from "../message.ts";

/** Bytes of a payload whose text is in question. `isNamed` = a header of the record names their schema. */
type Stretch = { payload: Buffer; start: number; length: number; isNamed: boolean };

/** Whether the text of these bytes may be another than they themselves. False is sure. */
export function rewrites(
  { payload, start, length, isNamed }: Stretch,
  { topic, decoding }: Shape,
  wanted: string,
): boolean {
  const hasRegistry = decoding?.schemas.hasRegistry ?? false;
  if (length <= 0) return false;
  return (isNamed && hasRegistry) || isAlwaysRewritten(topic, wanted) || mayBeRewritten(payload, start, hasRegistry);
}

/**
 * Whether some key or value of an inflated payload may have a text that is not its bytes. Looks only at how each begins,
 * without an index: a payload of plain text is passed over at the price of a few bytes a record. What cannot be walked
 * may hold anything.
 */
export function mayHoldRewritten(payload: Buffer, recordCount: number, shape: Shape): boolean {
  if (isAlwaysRewritten(shape.topic, shape.keyFormat) || isAlwaysRewritten(shape.topic, shape.valueFormat)) return true;
  const hasRegistry = shape.decoding?.schemas.hasRegistry ?? false;
  if (hasRegistry && mayHaveSchemaHeaders(payload)) return true;
  const limit = payload.length;
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = payload[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return (value >>> 1) ^ -(value & 1);
  };
  const pass = (): void => {
    while ((payload[at++] ?? 0) >= 0x80);
  };
  for (let i = 0; i < recordCount && at < limit; i++) {
    const length = varint();
    const end = at + length;
    if (length < 0 || end > limit) return true;
    // attributes, timestamp delta, offset delta
    at++;
    pass();
    pass();
    const keyLength = varint();
    if (keyLength > 0) {
      if (mayBeRewritten(payload, at, hasRegistry)) return true;
      at += keyLength;
    }
    const valueLength = varint();
    if (valueLength > 0 && mayBeRewritten(payload, at, hasRegistry)) return true;
    at = end;
  }
  return false;
}

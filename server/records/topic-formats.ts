import type { Decoding } from "../serde/decoding.ts";
import { writableFormats } from "../serde/encode.ts";
import { formatNames } from "../serde/order.ts";

/** What records of a topic can be read and written in, and what the configuration says of it. */
export function topicFormats(decoding: Decoding | null, topic: string) {
  const given = decoding?.of(topic).given;
  const told = (part: "key" | "value") => {
    const rule = given?.[part];
    return rule ? { format: rule.format, words: rule.words } : null;
  };
  return {
    read: [...formatNames],
    write: [...writableFormats],
    key: told("key"),
    value: told("value"),
    hasRegistry: Boolean(decoding?.registry),
  };
}

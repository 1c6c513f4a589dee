import { type SeenFields, type SeenPart, seenFields } from "@/lib/filter/seen-fields";
import type { Rows } from "@/lib/kafka/record-rows";
import { isJson } from "./record-cells";

/** records that are looked into for their fields */
const most = 100;

/** The fields of the first records of a list, for completion and for columns. */
export function fieldsOf(rows: Rows): SeenFields {
  const records: SeenPart[][] = [];
  for (let index = 0; index < Math.min(most, rows.count); index++) {
    const row = rows.at(index);
    if (!row) continue;
    const parts: SeenPart[] = [];
    if (row.key && isJson(row.key)) parts.push({ root: "key", text: row.key.text });
    if (row.value && isJson(row.value)) parts.push({ root: "value", text: row.value.text });
    for (const { name, value } of row.headers)
      if (value?.encoding === "utf8") parts.push({ root: "headers", name, text: value.text });
    records.push(parts);
  }
  return seenFields(records);
}

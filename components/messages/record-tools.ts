import { fieldsOf } from "@/components/kafka/seen-in";
import type { Message, Payload } from "@/lib/api/messages";
import { type PointedValue, pointedCondition, type Relation } from "@/lib/filter/cel-condition";
import type { CelPath } from "@/lib/filter/cel-path";
import { celPath } from "@/lib/filter/cel-path";
import type { Rows } from "@/lib/kafka/record-rows";
import { type Ask, noAsk } from "./ask";
import type { Formats } from "./queries";

/** What can be asked from a record that is open. */
export type RecordTools = {
  /** "this field is / is not / contains this value", "exists" */
  onPoint: (path: CelPath, relation: Relation, value: PointedValue) => void;
  onKey: (key: Payload) => void;
  onAround: (message: Message, where: "partition" | "time") => void;
  onColumn: (id: string) => void;
  /** reads every record's key or value as another format; absent where that cannot be asked */
  onFormats?: (formats: Partial<Formats>) => void;
};

/** records on each side of the one that is looked around */
const around = 25n;
const aroundMs = 30_000;

/** The tools of a list: each asks anew, on top of what was asked. */
export function recordTools({
  ask,
  rows,
  put,
  addColumn,
}: {
  ask: Ask;
  rows: Rows;
  put: (ask: Ask) => void;
  addColumn: (id: string) => void;
}): RecordTools {
  return {
    onPoint: (path, relation, value) => {
      const { fields, records } = fieldsOf(rows);
      const isEverywhere = records > 0 && fields.get(celPath(path))?.count === records;
      const term = pointedCondition(path, relation, value, isEverywhere);
      if (term !== undefined && !ask.where.includes(term)) put({ ...ask, where: [...ask.where, term], cursor: "" });
    },
    onKey: (key) => put({ ...ask, key: key.text, keyEncoding: key.encoding, keyPartition: false, cursor: "" }),
    onAround: (message, where) => put(aroundAsk(message, where, ask)),
    onColumn: addColumn,
    // the same page, read anew
    onFormats: (formats) => put({ ...ask, ...formats }),
  };
}

/** What stands beside a record: in its partition by offset, or in all by time. Conditions are left out: all is to be seen. */
export function aroundAsk(message: Message, where: "partition" | "time", ask: Ask): Ask {
  const base: Ask = {
    ...noAsk,
    isolation: ask.isolation,
    control: ask.control,
    keyFormat: ask.keyFormat,
    valueFormat: ask.valueFormat,
    limit: Math.max(100, ask.limit),
    order: "oldest",
  };
  if (where === "time") {
    const time = (ms: number) => `time:${new Date(Math.max(0, ms)).toISOString()}`;
    return { ...base, from: time(message.timestamp - aroundMs), to: time(message.timestamp + aroundMs + 1) };
  }
  const first = message.offset > around ? message.offset - around : 0n;
  return {
    ...base,
    partitions: String(message.partition),
    from: `offset:${first}`,
    to: `offset:${message.offset + around + 1n}`,
  };
}

import { type JsonNode, JsonReader } from "../format/json-reader.ts";
import { type CelPath, celPath, type PathRoot, type PathStep } from "./cel-path.ts";

/** A field that records on the screen have. */
export type SeenField = CelPath & {
  name: string;
  kinds: ReadonlySet<JsonNode["kind"]>;
  /** in how many records, the first item of an array standing for all */
  count: number;
  /** some of its short values, as CEL literals */
  samples: readonly string[];
};
export type SeenFields = { fields: ReadonlyMap<string, SeenField>; records: number };

/** One part of a record as text; `json` = it is worth reading. */
export type SeenPart = { root: PathRoot; text: string } | { root: "headers"; name: string; text: string };

const mostNodes = 3_000;
const mostFields = 2_000;
const mostSamples = 12;

/** The fields of some records, each given as its parts, in the order in which they were first seen. */
export function seenFields(records: readonly (readonly SeenPart[])[]): SeenFields {
  const fields = new Map<string, SeenField & { kinds: Set<JsonNode["kind"]>; samples: string[]; last: number }>();
  const see = (record: number, path: CelPath, kind: JsonNode["kind"], sample: string | null) => {
    const name = celPath(path);
    let field = fields.get(name);
    if (!field) {
      if (fields.size >= mostFields) return;
      field = { ...path, name, kinds: new Set(), count: 0, samples: [], last: -1 };
      fields.set(name, field);
    }
    field.kinds.add(kind);
    if (field.last !== record) field.count += 1;
    field.last = record;
    if (sample !== null && field.samples.length < mostSamples && !field.samples.includes(sample))
      field.samples.push(sample);
  };
  for (const [record, parts] of records.entries())
    for (const part of parts) {
      if ("name" in part)
        see(
          record,
          { root: "headers", steps: [part.name] },
          "string",
          part.text.length <= 60 ? JSON.stringify(part.text) : null,
        );
      else seeJson(record, part.root, part.text, see);
    }
  return { fields, records: records.length };
}

function seeJson(
  record: number,
  root: PathRoot,
  text: string,
  see: (record: number, path: CelPath, kind: JsonNode["kind"], sample: string | null) => void,
): void {
  if (!/^\s*[[{]/.test(text)) return;
  const reader = new JsonReader(text);
  reader.step(mostNodes);
  const paths: PathStep[][] = [];
  for (const [index, node] of reader.nodes.entries()) {
    const above = paths[node.parent];
    // of an array the first item tells what the others are like
    const steps =
      node.key === null
        ? []
        : above === undefined || (typeof node.key === "number" && node.key > 0)
          ? undefined
          : [...above, node.key];
    if (steps === undefined) continue;
    paths[index] = steps;
    if (steps.length === 0) continue;
    const isLeaf = node.kind !== "object" && node.kind !== "array";
    see(
      record,
      { root, steps },
      node.kind,
      isLeaf && node.end - node.start <= 60 ? text.slice(node.start, node.end) : null,
    );
  }
}

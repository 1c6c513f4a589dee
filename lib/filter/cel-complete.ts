import { celPath, type PathRoot, readSteps } from "./cel-path.ts";
import type { SeenFields } from "./seen-fields.ts";

/** One way to go on: `insert` takes the place of what stands from `from` to the caret. */
export type Completion = { label: string; detail: string; insert: string; from: number };

const variables: [name: string, detail: string][] = [
  ["value", "what the record says"],
  ["key", "its key"],
  ["headers", "by name, as text"],
  ["partition", "number"],
  ["offset", "number"],
  ["timestamp", "a time; compares with epoch ms too"],
  ["topic", "text"],
  ["has(", "the field is there"],
  ["size(", "length of a text, a list or a map"],
  ["string(", "as text"],
  ["int(", "as a whole number"],
  ["double(", "as a number"],
  ["timestamp(", "a time from ISO 8601 text"],
  ["duration(", 'a length of time, "90s"'],
];
const methods: [name: string, detail: string][] = [
  ["contains(", "this text stands in it"],
  ["startsWith(", "it begins with this text"],
  ["endsWith(", "it ends with this text"],
  ["matches(", "a regular expression"],
  ["exists(it, ", "one of its items fits"],
  ["all(it, ", "all of its items fit"],
  ["size()", "its length"],
  ["orValue(", "instead of a field that is not there"],
  ["hasValue()", "the optional field is there"],
];
const most = 60;

/** How an expression may go on at the caret: fields that were seen, their values, CEL's own words. */
export function completions(text: string, caret: number, seen: SeenFields): Completion[] {
  const before = text.slice(0, caret);
  const compared =
    /\b(value|key|headers)((?:\.\??\w+|\[[^\]]*\])+)(?:\.orValue\([^)]*\))?\s*(?:==|!=)\s*(["\w.-]*)$/.exec(before);
  if (compared?.[1] !== undefined) {
    const { steps } = readSteps(compared[2] ?? "", 0);
    const field = seen.fields.get(celPath({ root: compared[1] as PathRoot, steps }));
    const typed = compared[3] ?? "";
    const from = caret - typed.length;
    return (field?.samples ?? [])
      .filter((sample) => starts(sample.replace(/^"/, ""), typed.replace(/^"/, "")) && sample !== typed)
      .map((sample) => ({ label: sample, detail: "seen", insert: sample, from }));
  }
  const inside =
    /\b(value|key|headers)((?:\.\??\w+|\[(?:\d+|"(?:[^"\\]|\\.)*")\])*)(?:\.\??(\w*)|\[\??"?([^"\]]*))$/.exec(before);
  if (inside?.[1] !== undefined) return members(inside, caret, seen);
  const word = /(?<![\w".\]])(\w*)$/.exec(before)?.[1];
  if (word === undefined || inString(before)) return [];
  const from = caret - word.length;
  return variables
    .filter(([name]) => starts(name, word) && name !== word)
    .map(([name, detail]) => ({ label: name.replace(/\($/, "()"), detail, insert: name, from }));
}

function members(found: RegExpExecArray, caret: number, seen: SeenFields): Completion[] {
  const root = found[1] as PathRoot;
  const typed = found[3] ?? found[4] ?? "";
  const { steps } = readSteps(found[2] ?? "", 0);
  const parent = celPath({ root, steps });
  const isOptional = /\.\?\w*$/.test(found[0]);
  // behind the parent's path
  const from = caret - (found[0].length - root.length - (found[2] ?? "").length);
  const fields = [...seen.fields.values()]
    .filter((field) => field.root === root && field.steps.length === steps.length + 1)
    .filter((field) => parentOf(field) === parent)
    .filter((field) => typed === "" || String(field.steps.at(-1)).toLowerCase().includes(typed.toLowerCase()))
    .sort(
      (a, b) =>
        Number(starts(String(b.steps.at(-1)), typed)) - Number(starts(String(a.steps.at(-1)), typed)) ||
        b.count - a.count,
    )
    .slice(0, most)
    .map((field) => {
      const step = field.name.slice(parent.length);
      return {
        label: String(field.steps.at(-1)),
        detail: `${[...field.kinds].map(kindWords).join(" or ")}${field.count < seen.records ? `, in ${field.count} of ${seen.records}` : ""}`,
        insert: isOptional ? step.replace(/^\./, ".?").replace(/^\[/, "[?") : step,
        from,
      };
    });
  if (root === "headers" && steps.length === 0) return fields;
  const calls =
    found[3] === undefined
      ? []
      : methods.filter(([name]) => (typed !== "" || steps.length > 0 ? starts(name, typed) : false));
  return [...fields, ...calls.map(([name, detail]) => ({ label: name, detail, insert: `.${name}`, from }))];
}

function kindWords(kind: string): string {
  return kind === "literal" ? "true, false or null" : kind;
}

function parentOf(field: { root: PathRoot; steps: readonly (string | number)[] }): string {
  return celPath({ root: field.root, steps: field.steps.slice(0, -1) });
}

function starts(name: string, typed: string): boolean {
  return name.toLowerCase().startsWith(typed.toLowerCase());
}

/** Whether the caret stands in a text literal. */
function inString(before: string): boolean {
  return (before.replace(/\\./g, "").match(/"/g)?.length ?? 0) % 2 === 1;
}

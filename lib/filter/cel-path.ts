/** What a condition can point into. `headers` has one step, the name. */
export type PathRoot = "key" | "value" | "headers";
export type PathStep = string | number;
export type CelPath = { root: PathRoot; steps: readonly PathStep[] };

/** Words that CEL's grammar takes for itself: as a field they need brackets. */
const reserved = new Set(["in", "true", "false", "null"]);
const plain = /^[A-Za-z_]\w*$/;

/** A text as a CEL literal. CEL has no half surrogate pairs: those cannot be asked for and become U+FFFD. */
export function celString(text: string): string {
  return JSON.stringify(text.toWellFormed());
}

/** Names of headers are asked for in brackets, whatever they look like. */
function isPlain(root: PathRoot, step: PathStep): step is string {
  return root !== "headers" && typeof step === "string" && plain.test(step) && !reserved.has(step);
}

/** `value.items[0].id`, `value["odd key"]`; throws in CEL where a step is not there. */
export function celPath({ root, steps }: CelPath): string {
  return root + steps.map((step) => (isPlain(root, step) ? `.${step}` : `[${literal(step)}]`)).join("");
}

/** The same as an optional of CEL: `value.?items[?0].?id`, none where a step is not there. */
export function celOptional({ root, steps }: CelPath): string {
  return root + steps.map((step) => (isPlain(root, step) ? `.?${step}` : `[?${literal(step)}]`)).join("");
}

function literal(step: PathStep): string {
  return typeof step === "number" ? String(step) : celString(step);
}

const one = /\.\??([A-Za-z_]\w*)|\[\??(?:(\d{1,9})|("(?:[^"\\]|\\.)*"))\]/y;

/** Reads the steps that begin at `at` of `text`; `end` is behind the last of them. */
export function readSteps(text: string, at: number): { steps: PathStep[]; end: number } {
  const steps: PathStep[] = [];
  let end = at;
  for (;;) {
    one.lastIndex = end;
    const found = one.exec(text);
    if (!found) return { steps, end };
    const step = stepOf(found);
    // what is called is no field: value.name.contains("x")
    if (step === undefined || (found[1] !== undefined && /^\s*\(/.test(text.slice(one.lastIndex))))
      return { steps, end };
    steps.push(step);
    end = one.lastIndex;
  }
}

function stepOf([, name, index, quoted]: RegExpExecArray): PathStep | undefined {
  if (name !== undefined) return name;
  if (index !== undefined) return Number(index);
  try {
    return JSON.parse(quoted ?? "") as string;
  } catch {
    return undefined;
  }
}

/** A path as a person types it, `value.` left out or not; undefined when it is none. */
export function parseCelPath(typed: string): CelPath | undefined {
  const text = typed.trim();
  const named = /^(value|key|headers)(?=[.[]|$)/.exec(text)?.[1] as PathRoot | undefined;
  const rest = named ? text.slice(named.length) : text.startsWith("[") ? text : `.${text}`;
  const { steps, end } = readSteps(rest, 0);
  if (end !== rest.length || steps.length === 0) return undefined;
  const root = named ?? "value";
  return root === "headers" && (steps.length > 1 || typeof steps[0] === "number") ? undefined : { root, steps };
}

import { type FieldHint, mostHintDepth, mostHints, pathOf } from "./field-hint.ts";

type Node = Record<string, unknown>;

/** The fields of a JSON Schema, and a value of its types. What it imports is not followed. */
export function jsonSchemaHints(text: string): { fields: FieldHint[]; example: unknown } {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    root = {};
  }
  const walk = new Walk(nodeOf(root));
  return { fields: walk.fields(), example: walk.example() };
}

class Walk {
  readonly #root: Node;

  constructor(root: Node) {
    this.#root = root;
  }

  fields(): FieldHint[] {
    const out: FieldHint[] = [];
    this.#list(this.#root, "", [], out);
    return out;
  }

  example(): unknown {
    return this.#example(this.#root, []);
  }

  #list(node: Node, path: string, within: readonly Node[], out: FieldHint[]): void {
    const { properties, items, required } = this.#whole(node);
    if (within.includes(node) || within.length > mostHintDepth || out.length > mostHints) return;
    const inside = [...within, node];
    for (const [name, one] of Object.entries(nodeOf(properties))) {
      const field = this.#followed(nodeOf(one));
      const at = pathOf(path, name);
      const { default: byDefault, description, title } = field;
      out.push({
        path: at,
        type: this.#typeWords(field),
        isRequired: Array.isArray(required) && required.includes(name),
        default: byDefault === undefined ? null : JSON.stringify(byDefault),
        doc: typeof description === "string" ? description : typeof title === "string" ? title : null,
      });
      this.#list(field, at, inside, out);
    }
    if (items !== undefined) this.#list(this.#followed(nodeOf(items)), `${path}[]`, inside, out);
  }

  /** What a reference within the same text leads to. */
  #followed(node: Node): Node {
    let at = node;
    for (let step = 0; step < 20 && typeof at.$ref === "string"; step++) {
      if (!at.$ref.startsWith("#/")) return at;
      const path = at.$ref.slice(2).split("/");
      at = path.reduce<Node>(
        (inner, part) => nodeOf(inner[decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")]),
        this.#root,
      );
    }
    return at;
  }

  /** With what its `allOf` adds, and the first of what it may be. */
  #whole(node: Node): Node {
    const parts = [...listOf(node.allOf), ...listOf(node.oneOf).slice(0, 1), ...listOf(node.anyOf).slice(0, 1)];
    if (parts.length === 0) return node;
    const all = [node, ...parts.map((one) => this.#followed(nodeOf(one)))];
    return {
      ...Object.assign({}, ...all.toReversed()),
      properties: Object.assign({}, ...all.map(({ properties }) => nodeOf(properties))),
      required: all.flatMap(({ required }) => listOf(required)),
    };
  }

  #typeWords(node: Node): string {
    const { type, enum: values, format, items, oneOf, anyOf } = node;
    if (Array.isArray(values)) return `one of ${values.map((one) => JSON.stringify(one)).join(", ")}`.slice(0, 300);
    const choices = listOf(oneOf ?? anyOf);
    if (type === undefined && choices.length > 0)
      return choices.map((one) => this.#typeWords(this.#followed(nodeOf(one)))).join(" or ");
    const said = Array.isArray(type) ? type.join(" or ") : typeof type === "string" ? type : "anything";
    const words = typeof format === "string" ? `${said} (${format})` : said;
    return type === "array" && items !== undefined
      ? `list of ${this.#typeWords(this.#followed(nodeOf(items)))}`
      : words;
  }

  #example(found: Node, within: readonly Node[]): unknown {
    const followed = this.#followed(found);
    const node = this.#whole(followed);
    const { examples, default: byDefault, const: only, enum: values, properties, items } = node;
    const said = [...listOf(examples), byDefault, only, ...listOf(values)].find((one) => one !== undefined);
    if (said !== undefined) return said;
    const inside = [...within, followed];
    const isEndless = (one: Node) => inside.includes(this.#followed(one)) || inside.length > mostHintDepth;
    const type = Array.isArray(node.type) ? node.type.find((one) => one !== "null") : node.type;
    if (type === "array")
      return items === undefined || isEndless(nodeOf(items)) ? [] : [this.#example(nodeOf(items), inside)];
    if (type === "object" || properties !== undefined)
      return Object.fromEntries(
        Object.entries(nodeOf(properties))
          .filter(([, one]) => !isEndless(nodeOf(one)))
          .map(([name, one]) => [name, this.#example(nodeOf(one), inside)]),
      );
    if (type === "boolean") return true;
    if (type === "integer" || type === "number") return typeof node.minimum === "number" ? node.minimum : 1;
    return type === "null" ? null : textOf(node);
  }
}

const texts: Record<string, string> = {
  "date-time": "2026-01-01T00:00:00Z",
  date: "2026-01-01",
  time: "00:00:00Z",
  email: "name@example.org",
  uuid: "00000000-0000-4000-8000-000000000000",
  uri: "https://example.org/",
};

function textOf({ format, minLength }: Node): string {
  const known = typeof format === "string" ? texts[format] : undefined;
  return known ?? "text".padEnd(typeof minLength === "number" ? Math.min(minLength, 1000) : 0, ".");
}

function nodeOf(found: unknown): Node {
  return typeof found === "object" && found !== null && !Array.isArray(found) ? (found as Node) : {};
}

function listOf(found: unknown): unknown[] {
  return Array.isArray(found) ? found : [];
}

/**
 * JSON as a list of lines for a tree, made from its text rather than by JSON.parse: integers beyond 2^53, `1.0`,
 * duplicate keys and the order of keys stay as they were written. Positions are UTF-16 indices into the text.
 */
export type JsonNode = {
  kind: "object" | "array" | "string" | "number" | "literal";
  depth: number;
  /** index of the parent in the list, -1 for the root */
  parent: number;
  /** the decoded key inside an object, the index inside an array, null for the root */
  key: string | number | null;
  start: number;
  end: number;
  /** how many direct children */
  children: number;
  /** index of the first node after this one's subtree */
  next: number;
};

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const LITERAL = /true|false|null/y;
const SPACE = /[ \t\n\r]*/y;

/** Deeper than this a document is drawn as text. */
const MAX_DEPTH = 500;

/** Reads a JSON text into nodes in document order, in as many steps as one likes: a text of megabytes need not hold up a page. */
export class JsonReader {
  readonly nodes: JsonNode[] = [];
  readonly #text: string;
  readonly #open: number[] = [];
  #at = 0;
  #state: "reading" | "whole" | "broken" = "reading";

  constructor(text: string) {
    this.#text = text;
  }

  /** UTF-16 units read so far */
  get at(): number {
    return this.#at;
  }

  /** `whole` = the text is one JSON value; `broken` = it is none, or ends too early: `nodes` are what could be read. */
  get state(): "reading" | "whole" | "broken" {
    return this.#state;
  }

  /** Reads about `most` more nodes. */
  step(most: number): "reading" | "whole" | "broken" {
    const until = this.nodes.length + most;
    if (this.#state === "reading" && this.nodes.length === 0) {
      this.#eat(SPACE);
      if (!this.#value(null)) this.#state = "broken";
    }
    while (this.#state === "reading" && this.#open.length > 0 && this.nodes.length < until)
      if (!this.#member()) this.#state = "broken";
    if (this.#state === "reading" && this.#open.length === 0) {
      this.#eat(SPACE);
      this.#state = this.#at === this.#text.length ? "whole" : "broken";
    }
    return this.#state;
  }

  /** One member of the innermost open container, or its end. */
  #member(): boolean {
    this.#eat(SPACE);
    const node = this.nodes[this.#open.at(-1) ?? -1];
    if (!node) return false;
    if (this.#is(node.kind === "object" ? "}" : "]")) {
      this.#open.pop();
      node.end = this.#at;
      node.next = this.nodes.length;
      return true;
    }
    if (node.children > 0) {
      if (!this.#is(",")) return false;
      this.#eat(SPACE);
    }
    if (node.kind === "array") return this.#value(node.children);
    const word = this.#eat(STRING);
    if (word === undefined) return false;
    this.#eat(SPACE);
    if (!this.#is(":")) return false;
    this.#eat(SPACE);
    return this.#value(JSON.parse(word) as string);
  }

  /** Reads one value, or only the opening of a container; false = not JSON. */
  #value(key: string | number | null): boolean {
    const start = this.#at;
    const parent = this.#open.at(-1) ?? -1;
    const first = this.#text[start];
    const kind = first === "{" ? "object" : first === "[" ? "array" : first === '"' ? "string" : "scalar";
    if (kind === "object" || kind === "array") this.#at += 1;
    else if (kind === "string" && this.#eat(STRING) === undefined) return false;
    const found =
      kind !== "scalar"
        ? kind
        : this.#eat(LITERAL) !== undefined
          ? "literal"
          : this.#eat(NUMBER) !== undefined
            ? "number"
            : undefined;
    if (found === undefined) return false;
    const { nodes } = this;
    const depth = this.#open.length;
    nodes.push({ kind: found, depth, parent, key, start, end: this.#at, children: 0, next: nodes.length + 1 });
    const above = nodes[parent];
    if (above) above.children += 1;
    if (kind === "object" || kind === "array") this.#open.push(nodes.length - 1);
    return this.#open.length <= MAX_DEPTH;
  }

  #eat(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #is(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }
}

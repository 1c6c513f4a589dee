import {
  type ASTNode,
  Environment,
  EvaluationError,
  ParseError,
  serialize,
  type TypeCheckResult,
} from "@marcbachmann/cel-js";
import { FilterSyntaxError } from "./filter/filter-syntax-error.ts";
import { isSpecialName } from "./filter/json-members.ts";
import { syntaxWords } from "./filter/syntax-words.ts";

/** What a condition can ask about. `timestamp` in CEL is a time that also compares with epoch ms. */
export type WhereVariables = {
  key: unknown;
  value: unknown;
  headers: Map<string, unknown>;
  partition: bigint;
  offset: bigint;
  timestamp: Date;
  topic: string;
};
export type Where = {
  /** variables that cost something to make and are asked for */
  uses: Record<"key" | "value" | "headers" | "partition" | "timestamp", boolean>;
  /** Of key and value the members that it asks for; null where it may ask for anything. */
  members: Record<"key" | "value", readonly string[] | null>;
  /** @throws WhereError when it cannot be told */
  holds(variables: Partial<WhereVariables>): boolean;
  /** Where it says that several things hold, the first of them: while that one does not, the condition does not. */
  first: { members: Where["members"]; isFalse(variables: Partial<WhereVariables>): boolean } | null;
};

/** Why a condition cannot be told of one record: a field it does not have, types that do not compare. */
export class WhereError extends Error {}

/**
 * CEL. JSON numbers are doubles unless they need 64 bits, literals are ints: arithmetic between them is defined here
 * (comparisons are built in). Only to be evaluated where it can be ended: `matches` is a JavaScript expression.
 */
let environment: Environment | undefined;

function celEnvironment(): Environment {
  environment ??= makeEnvironment();
  return environment;
}

function makeEnvironment(): Environment {
  const made = new Environment({
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 5_000, maxDepth: 100 },
  })
    .registerVariable("key", "dyn")
    .registerVariable("value", "dyn")
    .registerVariable("headers", "map<string, dyn>")
    .registerVariable("partition", "int")
    .registerVariable("offset", "int")
    .registerVariable("timestamp", "google.protobuf.Timestamp")
    .registerVariable("topic", "string");
  const arithmetic = {
    "+": (a: number, b: number) => a + b,
    "-": (a: number, b: number) => a - b,
    "*": (a: number, b: number) => a * b,
    "/": (a: number, b: number) => a / b,
    "%": (a: number, b: number) => a % b,
  };
  for (const [operator, compute] of Object.entries(arithmetic)) {
    const run = (a: number | bigint, b: number | bigint): number => compute(Number(a), Number(b));
    made.registerOperator(`double ${operator} int: double`, run);
    made.registerOperator(`int ${operator} double: double`, run);
  }
  made.registerOperator("double % double: double", (a: number, b: number) => a % b);
  const comparisons = {
    "<": (a: number, b: number) => a < b,
    "<=": (a: number, b: number) => a <= b,
    ">": (a: number, b: number) => a > b,
    ">=": (a: number, b: number) => a >= b,
    "==": (a: number, b: number) => a === b,
  };
  const time = "google.protobuf.Timestamp";
  for (const [operator, compare] of Object.entries(comparisons)) {
    const run = (a: unknown, b: unknown): boolean => compare(Number(a), Number(b));
    for (const type of ["int", "double"]) {
      made.registerOperator(`${time} ${operator} ${type}`, run);
      // equality holds both ways by itself
      if (operator !== "==") made.registerOperator(`${type} ${operator} ${time}`, run);
    }
  }
  return made;
}

/** @throws FilterSyntaxError also for names that do not exist and types that cannot fit */
export function compileWhere(source: string): Where {
  let run: ReturnType<Environment["parse"]>;
  let told: TypeCheckResult;
  try {
    run = celEnvironment().parse(source);
    told = run.check();
  } catch (error) {
    if (error instanceof ParseError) throw syntaxError(error);
    throw new FilterSyntaxError(error instanceof Error ? error.message : "it cannot be read", null, 0);
  }
  if (!told.valid) throw syntaxError(told.error);
  if (told.type !== undefined && told.type !== "bool" && told.type !== "dyn")
    throw new FilterSyntaxError(`it gives ${told.type}, not true or false`, 0, source.length);
  return {
    // names inside of a literal cost a little, no more
    uses: {
      key: /\bkey\b/.test(source),
      value: /\bvalue\b/.test(source),
      headers: /\bheaders\b/.test(source),
      partition: /\bpartition\b/.test(source),
      timestamp: /\btimestamp\b/.test(source),
    },
    members: membersOf(source),
    first: firstOf(run.ast, source),
    holds(variables) {
      let result: unknown;
      try {
        result = run(variables);
      } catch (error) {
        throw new WhereError(error instanceof EvaluationError ? error.summary : wordsOf(error));
      }
      if (typeof result === "boolean") return result;
      throw new WhereError("it gives neither true nor false");
    },
  };
}

/** More of them are had sooner by reading everything. */
const mostMembers = 8;

function membersOf(source: string): Where["members"] {
  return { key: namesOf("key", source), value: namesOf("value", source) };
}

/**
 * Names that follow each mention of a variable with a dot. A mention without one, as a method's object or with anything unusual
 * behind it asks for all; words in quotation marks count as well, which costs a little, no more.
 */
function namesOf(variable: "key" | "value", source: string): readonly string[] | null {
  const names = new Set<string>();
  // comments may stand between a name and what follows it
  if (source.includes("//")) return null;
  const mention = new RegExp(String.raw`\b${variable}\b(?:\s*\.\s*([A-Za-z_]\w*)(?!\w)(?!\s*\())?`, "g");
  for (const [, name] of source.matchAll(mention)) {
    if (name === undefined || isSpecialName(name)) return null;
    names.add(name);
  }
  return names.size > mostMembers ? null : [...names];
}

function firstOf(whole: ASTNode, source: string): Where["first"] {
  let node = whole;
  while (node.op === "&&") node = node.args[0];
  if (node === whole) return null;
  const words = source.slice(node.start, node.end);
  let run: ReturnType<Environment["parse"]>;
  try {
    run = celEnvironment().parse(words);
    // where a node stands is told wrongly beside some parentheses
    if (serialize(run.ast) !== serialize(node) || !run.check().valid) return null;
  } catch {
    return null;
  }
  const isFalse = (variables: Partial<WhereVariables>): boolean => {
    try {
      return run(variables) === false;
    } catch {
      // what it means for the whole condition is told by the whole condition
      return false;
    }
  };
  return { members: membersOf(words), isFalse };
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}

function syntaxError(error: TypeCheckResult["error"]): FilterSyntaxError {
  const { start = null, end = 0 } = error?.range ?? {};
  return new FilterSyntaxError(syntaxWords(error?.summary ?? "it cannot be read"), start, end);
}

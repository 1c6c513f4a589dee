import { Environment, EvaluationError, ParseError, type TypeCheckResult } from "@marcbachmann/cel-js";
import { FilterSyntaxError } from "./filter-syntax-error.ts";

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
  /** @throws WhereError when it cannot be told */
  holds(variables: Partial<WhereVariables>): boolean;
};

/** Why a condition cannot be told of one record: a field it does not have, types that do not compare. */
export class WhereError extends Error {}

/**
 * CEL. JSON numbers are doubles unless they need 64 bits, literals are ints: arithmetic between them is defined here
 * (comparisons are built in). Only to be evaluated where it can be ended: `matches` is a JavaScript expression.
 */
let environment: Environment | undefined;

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
  environment ??= makeEnvironment();
  let run: ReturnType<Environment["parse"]>;
  let told: TypeCheckResult;
  try {
    run = environment.parse(source);
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

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}

function syntaxError(error: TypeCheckResult["error"]): FilterSyntaxError {
  const { start = null, end = 0 } = error?.range ?? {};
  return new FilterSyntaxError(error?.summary ?? "it cannot be read", start, end);
}

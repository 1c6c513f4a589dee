// What the two runners of `npm test` report: how many tests passed and, by name and first lines, which did not.
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ROOT } from "./ports.mjs";
import { RigError } from "./say.mjs";

/** @typedef {{ name: string, message: string }} Failure */
/** @typedef {{ passed: number, skipped: number, failures: Failure[] }} Outcome */

const MESSAGE_LINES = 12;

/** @param {string} file the JSON report @param {string} runner its name, for the error when there is none */
function reportOf(file, runner) {
  if (!existsSync(file)) throw new RigError(`${runner} wrote no report: it did not run to its end.`);
  return JSON.parse(readFileSync(file, "utf8"));
}

/** @param {unknown} text */
function firstLines(text) {
  return stripVTControlCharacters(String(text ?? ""))
    .split("\n")
    .slice(0, MESSAGE_LINES)
    .join("\n");
}

/** A runner that fails without a failed test to name has failed once all the same. @param {Outcome} outcome @param {string} runner @param {number} code */
function withCode(outcome, runner, code) {
  if (code !== 0 && outcome.failures.length === 0) {
    outcome.failures.push({ name: runner, message: `ended with exit code ${code}, and names no failed test` });
  }
  return outcome;
}

/** @param {string} file @param {number} code the runner's exit code @returns {Outcome} */
export function vitestOutcome(file, code) {
  const report = reportOf(file, "vitest");
  /** @type {Failure[]} */
  const failures = [];
  for (const { name, status, message, assertionResults } of report.testResults) {
    const path = relative(ROOT, name);
    const failed = assertionResults.filter((/** @type {{ status: string }} */ test) => test.status === "failed");
    for (const test of failed) {
      failures.push({ name: `${path} › ${test.fullName}`, message: firstLines(test.failureMessages[0]) });
    }
    // A file that cannot even be loaded, or whose end fails, has no failed test to name.
    if (status === "failed" && failed.length === 0) failures.push({ name: path, message: firstLines(message) });
  }
  const skipped = report.numPendingTests + report.numTodoTests;
  return withCode({ passed: report.numPassedTests, skipped, failures }, "vitest", code);
}

/** @param {{ title: string, specs?: any[], suites?: any[] }} suite @returns {Failure[]} */
function failuresIn(suite) {
  const own = (suite.specs ?? [])
    .filter((spec) => !spec.ok)
    .map((spec) => {
      const results = spec.tests.flatMap((/** @type {{ results: any[] }} */ test) => test.results);
      const message = firstLines(results.find((/** @type {any} */ result) => result.error)?.error?.message);
      return { name: `${spec.file}:${spec.line} › ${spec.title}`, message };
    });
  return [...own, ...(suite.suites ?? []).flatMap(failuresIn)];
}

/** @param {string} file @param {number} code the runner's exit code @returns {Outcome} */
export function playwrightOutcome(file, code) {
  const { stats, errors, suites } = reportOf(file, "playwright");
  const failures = [
    ...suites.flatMap(failuresIn),
    ...errors.map((/** @type {{ message?: string }} */ error) => ({
      name: "playwright",
      message: firstLines(error.message),
    })),
  ];
  return withCode({ passed: stats.expected, skipped: stats.skipped, failures }, "playwright", code);
}

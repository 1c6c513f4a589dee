import { performance } from "node:perf_hooks";

/** An error whose message is all a person needs; shown without a stack. */
export class RigError extends Error {}

/** @param {number} began milliseconds of `performance.now()` */
function since(began) {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}

/** @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Runs one step of a longer work and prints how it ended and how long it took.
 * @template T
 * @param {string} title
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const began = performance.now();
  say(`· ${title} …`);
  try {
    const result = await work();
    say(`✓ ${title}  ${since(began)}`);
    return result;
  } catch (error) {
    say(`✗ ${title}  ${since(began)}`);
    throw error;
  }
}

/**
 * Runs a script's main function: a RigError is printed as its message, anything else with its stack; both end non-zero.
 * @param {() => Promise<unknown>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    say(error instanceof RigError ? `\n${error.message}\n` : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  }
}

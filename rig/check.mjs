// npm run check: everything that can be said about the code without running the product.
import { pathToFileURL } from "node:url";
import { bin, run } from "./command.mjs";
import { runMain, step } from "./say.mjs";

const STEPS = [
  { title: "format and lint (biome)", command: "biome", argv: ["check", "--error-on-warnings", "."] },
  { title: "route types (next typegen)", command: "next", argv: ["typegen"] },
  { title: "types (tsc)", command: "tsc", argv: ["--noEmit"] },
  { title: "dead code (knip)", command: "knip", argv: ["--no-progress"] },
];
const HOUSE = { title: "rules of the house (e2e/house)", command: "vitest", argv: ["run", "e2e/house"] };

/**
 * Ends at the first step that fails, with what it printed.
 * @param {{ house: boolean }} options whether the house tests run too: `npm test` runs them among all tests
 */
export async function check({ house }) {
  for (const { title, command, argv } of house ? [...STEPS, HOUSE] : STEPS) {
    await step(title, () => run(bin(command), argv, { quiet: true, env: { NEXT_TELEMETRY_DISABLED: "1" } }));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await runMain(() => check({ house: true }));

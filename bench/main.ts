// npm run bench [-- <name>…]: builds what changed, measures on Kafka of its own, prints and writes what came out.
import { buildConsole } from "../rig/build.mjs";
import { RigError, runMain, say, step } from "../rig/say.mjs";
import { firstLoad } from "./first-load.ts";
import { groups, moreGroups } from "./groups.ts";
import { lists } from "./lists.ts";
import { describeMachine } from "./machine.ts";
import { isMet, type Measure } from "./measure.ts";
import { memory } from "./memory.ts";
import { newest } from "./newest.ts";
import { records } from "./records.ts";
import { tableText, writeResult, writeTable } from "./report.ts";
import { search } from "./search.ts";
import { start } from "./start.ts";
import { Workbench } from "./workbench.ts";

const measures: readonly Measure[] = [lists, newest, search, records, groups, memory, start, firstLoad];
/** Only where they are named: their preparation takes minutes. */
const onDemand: readonly Measure[] = [moreGroups];
const all = [...measures, ...onDemand];

// what this process started ends with it: those who started it hang on its `exit`
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

await runMain(async () => {
  const chosen = choice(process.argv.slice(2));
  await buildConsole();
  const bench = new Workbench();
  let missed = 0;
  try {
    for (const measure of chosen) {
      const machine = describeMachine();
      const figures = await step(measure.title, () => measure.run(bench));
      say(`\n${tableText(figures)}\n`);
      writeResult(measure, machine, figures);
      missed += figures.filter((figure) => isMet(figure) === false).length;
    }
  } finally {
    await bench.end();
  }
  writeTable(all.map(({ name }) => name));
  say(missed === 0 ? "Every aim is met." : `${missed} of the aims are missed.`);
});

function choice(names: readonly string[]): readonly Measure[] {
  for (const name of names) {
    if (!all.some((measure) => measure.name === name))
      throw new RigError(`There is no measure “${name}”; there are ${all.map((one) => one.name).join(", ")}.`);
  }
  return names.length === 0 ? measures : all.filter(({ name }) => names.includes(name));
}

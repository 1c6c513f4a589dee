// npm run rig -- up | down | status | clean     (KLAR_RIG=<name> for another rig than dev)
import { bootstrapOf, cleanRig, downRig, statusOfRig, upRig } from "./cluster.mjs";
import { RIG_NAME } from "./ports.mjs";
import { RigError, runMain, say, step } from "./say.mjs";

async function up() {
  const state = await step(`Kafka rig “${RIG_NAME}”`, () => upRig({ name: RIG_NAME }));
  say(`  cluster ${state.clusterId}`);
  say(`  KLAR_BOOTSTRAP_SERVERS=${bootstrapOf(state)}`);
}

async function down() {
  const ended = await step(`stopping rig “${RIG_NAME}”`, () => downRig(RIG_NAME));
  for (const [id, how] of Object.entries(ended)) say(`  node ${id}: ${how}`);
}

async function status() {
  const found = await statusOfRig(RIG_NAME);
  if (!found) throw new RigError(`There is no rig “${RIG_NAME}” yet: npm run rig -- up`);
  say(`rig ${RIG_NAME}, cluster ${found.state.clusterId}`);
  for (const node of found.nodes) {
    const words = node.seen
      ? `sees brokers ${node.seen.brokers
          .map((broker) => broker.id)
          .sort()
          .join(", ")}`
      : node.problem;
    say(`  node ${node.id}  127.0.0.1:${node.port}  pid ${node.pid ?? "-"}  ${words}`);
  }
  const complete = found.nodes.every((node) => node.seen?.brokers.length === found.state.nodes);
  if (!complete) throw new RigError("Not every broker is up: npm run rig -- up");
}

const commands = { up, down, status, clean: () => step(`removing rig “${RIG_NAME}”`, () => cleanRig(RIG_NAME)) };

await runMain(async () => {
  const command = commands[/** @type {keyof typeof commands} */ (process.argv[2])];
  if (!command) throw new RigError(`usage: npm run rig -- ${Object.keys(commands).join("|")}`);
  await command();
});

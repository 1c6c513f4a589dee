// npm run dev: next dev on PORT (3100) against KLAR_BOOTSTRAP_SERVERS, KLAR_CONFIG, or else the rig, which it brings up.
import { spawn } from "node:child_process";
import { bootstrapOf, upRig } from "./cluster.mjs";
import { bin } from "./command.mjs";
import { RIG_NAME, ROOT } from "./ports.mjs";
import { runMain, step } from "./say.mjs";

await runMain(async () => {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  if (!env.KLAR_BOOTSTRAP_SERVERS && !env.KLAR_CONFIG) {
    env.KLAR_BOOTSTRAP_SERVERS = bootstrapOf(await step(`Kafka rig “${RIG_NAME}”`, () => upRig({ name: RIG_NAME })));
  }
  const argv = ["dev", "--hostname", process.env.HOST ?? "localhost", "--port", process.env.PORT ?? "3100"];
  const child = spawn(bin("next"), [...argv, ...process.argv.slice(2)], { cwd: ROOT, env, stdio: "inherit" });
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code) => process.exit(code ?? 0));
});

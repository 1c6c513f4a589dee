import { spawn } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";

const program = `require("node:http").createServer((_, answer) => answer.end("ok")).listen(0, "127.0.0.1", function () { console.log(this.address().port); })`;

/** The least a web console in Node can be: what the process costs by itself. `readyMs`: from the start to its first answer. */
export async function bareServer(): Promise<{ pid: number; readyMs: number; stop(): Promise<void> }> {
  const began = performance.now();
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  const end = () => child.kill("SIGKILL");
  process.on("exit", end);
  const [port] = await once(child.stdout, "data");
  await (await fetch(`http://127.0.0.1:${String(port).trim()}/`)).text();
  const readyMs = performance.now() - began;
  const stop = async () => {
    process.off("exit", end);
    const ended = once(child, "exit");
    end();
    await ended;
  };
  return { pid: child.pid ?? 0, readyMs, stop };
}

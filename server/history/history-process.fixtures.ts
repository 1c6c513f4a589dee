// Test support: a process that keeps history as a console does, a moment every 20 ms with a clock that goes 10 s each time. It
// prints the time of each moment once that is behind it, until it is killed.
import { threadedHistory } from "./history-thread.ts";
import { TickBuilder } from "./tick-builder.ts";

const [path = "", from = "0"] = process.argv.slice(2);
const history = threadedHistory({ path, mostBytes: 1_000_000_000 }, (problem) => console.error(problem));
const tick = new TickBuilder();

for (let i = 0; ; i++) {
  const at = Number(from) + i * 10_000;
  for (let group = 0; group < 50; group++) tick.put(`group ${group}`, "lag", "count", BigInt(i));
  history.take("c", tick.finish(at, i * 10_000));
  // the next one comes 10 s later for a real console: this one has been taken in by then
  await history.read("c", { subjects: ["group 0"], from: at, to: at + 1, points: 1 });
  console.log(at);
  await new Promise((resolve) => setTimeout(resolve, 20));
}

import { setPriority } from "node:os";

/** Whether a thread has a priority of its own. Linux keeps one for each thread, others one for the process. */
export const canStepBack = process.platform === "linux";

/** Of -20 (first) to 19 (last): little, for other processes of the machine go before the thread as well. */
const niceness = 2;

/** Lets the threads that serve go before the one that calls this, wherever there are fewer cores than work. */
export function stepBack(): void {
  if (!canStepBack) return;
  try {
    setPriority(niceness);
  } catch {
    // a sandbox may forbid it: then all threads are alike
  }
}

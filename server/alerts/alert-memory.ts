import { readFileSync, renameSync, writeFileSync } from "node:fs";
import * as z from "zod/mini";
import type { AlertState, Now } from "./alert-state.ts";

/** A trouble as it is written down; times in epoch ms, since the clock that nobody sets begins anew with each process. */
const Trouble = z.object({
  cluster: z.string(),
  alert: z.string(),
  group: z.string(),
  state: z.enum(["pending", "firing"]),
  since: z.number(),
  clearSince: z.nullable(z.number()),
  /** of the message that told of it; "" while none was taken */
  id: z.string(),
});
export type Trouble = z.output<typeof Trouble>;
const Memory = z.object({ version: z.literal(1), at: z.number(), troubles: z.array(Trouble) });

/** What only began is forgotten when nobody looked for longer than this, ms. */
const unseenMs = 120_000;

/** The troubles of all rules in a small file: what fires goes on firing after a restart and is not told a second time. */
export class AlertMemory {
  readonly #path: string;
  readonly #onProblem: (problem: string) => void;
  #wasEmpty = false;
  #isBroken = false;

  /** @param onProblem is told once of a file that cannot be read or written: alerts then go on in memory */
  constructor(path: string, onProblem: (problem: string) => void) {
    this.#path = path;
    this.#onProblem = onProblem;
  }

  /** What was written before, as far as it still says something at `now` (epoch ms). */
  read(now = Date.now()): Trouble[] {
    try {
      const { at, troubles } = z.parse(Memory, JSON.parse(readFileSync(this.#path, "utf8")));
      return troubles.filter(({ state }) => state === "firing" || now - at <= unseenMs);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") this.#tell(error);
      return [];
    }
  }

  /** Replaced as a whole, so that a process that is killed leaves the one before. */
  write(troubles: readonly Trouble[], at = Date.now()): void {
    if (troubles.length === 0 && this.#wasEmpty) return;
    try {
      const memory: z.input<typeof Memory> = { version: 1, at, troubles: [...troubles] };
      writeFileSync(`${this.#path}.new`, JSON.stringify(memory), { mode: 0o600 });
      renameSync(`${this.#path}.new`, this.#path);
      this.#wasEmpty = troubles.length === 0;
      this.#isBroken = false;
    } catch (error) {
      this.#tell(error);
    }
  }

  #tell(error: unknown): void {
    if (!this.#isBroken) this.#onProblem(error instanceof Error ? error.message : String(error));
    this.#isBroken = true;
  }
}

/** The state to go on from. What lasts is reckoned by the clock, which is all there is between two processes. */
export function recalled({ state, since, clearSince, id }: Trouble, now: Now): AlertState {
  const at = (time: number): Now => ({ at: time, steadyAt: now.steadyAt - Math.max(0, now.at - time) });
  // one whose message was not taken has still to be told
  if (state === "pending" || id === "") return { state: "pending", since: at(since), clearSince: null };
  return { state: "firing", since: at(since), clearSince: clearSince === null ? null : at(clearSince) };
}

import { expect, test } from "vitest";
import { ApiError } from "../../lib/api/error.ts";
import { FrameBatch } from "./frame-batch.ts";
import { type TailFrame, TailHub } from "./tail-hub.ts";

type Status = { delivered: bigint; filtered: bigint; skipped: bigint };
type Problem = { fatal: boolean; target: string; message: string };
type Frame = TailFrame<number, Status, Problem>;

/** A server whose connections are fed by hand. */
class Line {
  readonly lastEventId: string | undefined;
  readonly signal: AbortSignal;
  #queue: (Frame | "end" | Error)[] = [];
  #wake = () => {};

  constructor(lastEventId: string | undefined, signal: AbortSignal) {
    this.lastEventId = lastEventId;
    this.signal = signal;
    signal.addEventListener("abort", () => this.#wake());
  }

  send(...frames: (Frame | "end" | Error)[]): void {
    this.#queue.push(...frames);
    this.#wake();
  }

  async *frames(): AsyncGenerator<Frame, void, undefined> {
    for (;;) {
      const frame = this.#queue.shift();
      if (this.signal.aborted || frame === "end") return;
      if (frame instanceof Error) throw frame;
      if (frame) yield frame;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}

function setup(capacity = 100) {
  const lines: Line[] = [];
  const waits: { ms: number; over: () => void }[] = [];
  const watches: { late: () => void; isOver: boolean }[] = [];
  const hub = new TailHub<number, Status, Problem>({
    capacity,
    batch: new FrameBatch((work) => queueMicrotask(work)),
    now: () => 1000,
    open: (lastEventId, signal) => {
      const line = new Line(lastEventId, signal);
      lines.push(line);
      return line.frames();
    },
    wait: (ms, signal) =>
      new Promise((resolve) => {
        waits.push({ ms, over: resolve });
        signal.addEventListener("abort", () => resolve());
      }),
    watch: (_ms, late) => {
      const one = { late, isOver: false };
      watches.push(one);
      return () => {
        one.isOver = true;
      };
    },
  });
  const line = () => lines.at(-1) as Line;
  return { hub, lines, line, waits, watches };
}

const items = (id: string, ...numbers: number[]): Frame => ({ event: "messages", id, data: { items: numbers } });
const status = (id: string, delivered: bigint, skipped = 0n): Frame => ({
  event: "status",
  id,
  data: { delivered, filtered: 1n, skipped },
});
const until = async (what: () => boolean) => {
  for (let turn = 0; turn < 500; turn++) {
    if (what()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error("it did not come to that");
};

test("what comes is in the ring, and a listener hears of many frames at once", async () => {
  const { hub, line } = setup();
  hub.start();
  expect(hub.phase).toBe("connecting");
  await until(() => line() !== undefined);
  line().send(status("a", 0n), items("b", 1, 2), items("c", 3));
  await until(() => hub.ring.size === 3);
  expect(hub.phase).toBe("live");
  expect(hub.ring.newestFirst()).toEqual([3, 2, 1]);
  hub.stop();
});

test("a pause closes the connection and goes on from the last id, with what came before it kept", async () => {
  const { hub, lines, line } = setup();
  hub.start();
  line().send(items("at-2", 1, 2));
  await until(() => hub.ring.size === 2);
  hub.setPaused(true);
  expect([hub.phase, line().signal.aborted]).toEqual(["paused", true]);
  hub.setPaused(false);
  await until(() => lines.length === 2);
  expect(line().lastEventId).toBe("at-2");
  line().send(items("at-3", 3));
  await until(() => hub.ring.size === 3);
  expect(hub.ring.newestFirst()).toEqual([3, 2, 1]);
  hub.stop();
});

test("a hidden tab keeps no connection, and one that is paused stays paused when it is seen again", async () => {
  const { hub, lines, line } = setup();
  hub.start();
  line().send(items("x", 1));
  await until(() => hub.phase === "live");
  hub.setHidden(true);
  expect([hub.phase, line().signal.aborted]).toEqual(["hidden", true]);
  hub.setPaused(true);
  hub.setHidden(false);
  expect([hub.phase, lines.length]).toEqual(["paused", 1]);
  hub.setPaused(false);
  await until(() => lines.length === 2);
  expect(line().lastEventId).toBe("x");
  hub.stop();
});

test("a hub that is hidden before it starts opens nothing", async () => {
  const { hub, lines } = setup();
  hub.setHidden(true);
  hub.start();
  expect([hub.phase, lines.length]).toEqual(["hidden", 0]);
  hub.setHidden(false);
  await until(() => lines.length === 1);
  hub.stop();
});

test("a connection that breaks is opened again from the last id, ever later while nothing comes", async () => {
  const { hub, lines, line, waits } = setup();
  hub.start();
  line().send(items("one", 1), "end");
  await until(() => waits.length === 1);
  expect(hub.phase).toBe("broken");
  expect(hub.error?.code).toBe("unreachable");
  waits[0]?.over();
  await until(() => lines.length === 2);
  expect(line().lastEventId).toBe("one");
  line().send(new ApiError("unreachable", "The console itself does not answer."));
  await until(() => waits.length === 2);
  waits[1]?.over();
  await until(() => lines.length === 3);
  expect((waits[1]?.ms ?? 0) > (waits[0]?.ms ?? 0)).toBe(true);
  line().send(items("two", 2));
  await until(() => hub.ring.size === 2);
  expect([hub.phase, hub.error]).toEqual(["live", null]);
  hub.stop();
});

test("a connection that has fallen silent is given up and opened again from the last id", async () => {
  const { hub, lines, line, waits, watches } = setup();
  hub.start();
  line().send(items("one", 1), items("two", 2));
  await until(() => hub.ring.size === 2);
  expect(watches.map(({ isOver }) => isOver)).toEqual([true, false]);
  watches.at(-1)?.late();
  await until(() => waits.length === 1);
  expect([hub.phase, hub.error?.code, line().signal.aborted]).toEqual(["broken", "unreachable", true]);
  expect(hub.error?.message).toContain("Nothing has come");
  waits[0]?.over();
  await until(() => lines.length === 2);
  expect(line().lastEventId).toBe("two");
  line().send(items("three", 3));
  await until(() => hub.ring.size === 3);
  expect(hub.ring.newestFirst()).toEqual([3, 2, 1]);
  hub.stop();
  await until(() => watches.every(({ isOver }) => isOver));
});

test("counts go on over connections", async () => {
  const { hub, lines, line, waits } = setup();
  hub.start();
  line().send(status("a", 5n, 2n), "end");
  await until(() => waits.length === 1);
  waits[0]?.over();
  await until(() => lines.length === 2);
  line().send(status("b", 3n));
  await until(() => hub.status?.delivered === 8n);
  expect([hub.status?.filtered, hub.status?.skipped]).toEqual([2n, 2n]);
  // what came after the last status came, too
  line().send(items("c", 1, 2), "end");
  await until(() => waits.length === 2);
  waits[1]?.over();
  await until(() => lines.length === 3);
  line().send(items("d", 3), "end");
  await until(() => waits.length === 3);
  waits[2]?.over();
  await until(() => lines.length === 4);
  line().send(status("e", 1n));
  await until(() => hub.status?.delivered === 12n);
  hub.stop();
});

test("what cannot be mended ends it", async () => {
  const { hub, lines, line } = setup();
  hub.start();
  const fatal = { fatal: true, target: "topic t", message: "The topic was deleted." };
  line().send(
    items("old", 1),
    { event: "problem", id: "old", data: fatal },
    { event: "done", id: "old", data: { reason: "failed" } },
  );
  await until(() => hub.phase === "ended");
  expect([...hub.problems.values()]).toEqual([fatal]);
  hub.setHidden(true);
  hub.setHidden(false);
  expect([hub.phase, lines.length]).toEqual(["ended", 1]);
});

test("a request that is refused ends it with the reason", async () => {
  const { hub, line } = setup();
  hub.start();
  line().send(new ApiError("no-such-topic", "There is no topic t."));
  await until(() => hub.phase === "ended");
  expect(hub.error?.code).toBe("no-such-topic");
});

test("a console that shuts down is asked again", async () => {
  const { hub, line, waits } = setup();
  hub.start();
  line().send(items("x", 1), { event: "done", id: "x", data: { reason: "shutdown" } }, "end");
  await until(() => waits.length === 1);
  expect([hub.phase, hub.lastId]).toEqual(["broken", "x"]);
  hub.stop();
});

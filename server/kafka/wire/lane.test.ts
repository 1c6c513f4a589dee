import { expect, it, vi } from "vitest";
import type { Connection } from "./connection.ts";
import { Lane } from "./lane.ts";

/** only what a lane looks at */
function fakeConnection(over: Partial<Connection> = {}): Connection {
  return {
    ended: null,
    expiresAt: Number.POSITIVE_INFINITY,
    inFlight: 0,
    throttleMs: 0,
    close: vi.fn(),
    ...over,
  } as Connection;
}
const soon = () => ({ deadline: Date.now() + 60_000 });

it("opens one connection for many and lets no more than its number run at once", async () => {
  const open = vi.fn(async () => fakeConnection());
  const lane = new Lane({ address: "a:1", most: 2, idleMs: 60_000, open });
  let running = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 10 }, () =>
      lane.run(soon(), async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
      }),
    ),
  );
  expect(open).toHaveBeenCalledTimes(1);
  expect(most).toBe(2);
  lane.close();
});

it("lets those in line leave it, and the next come in their place", async () => {
  const lane = new Lane({ address: "a:1", most: 1, idleMs: 60_000, open: async () => fakeConnection() });
  const held = Promise.withResolvers<void>();
  const first = lane.run(soon(), () => held.promise);
  const leaver = new AbortController();
  const order: string[] = [];
  const second = lane.run({ ...soon(), signal: leaver.signal }, async () => order.push("second"));
  const third = lane.run(soon(), async () => order.push("third"));
  leaver.abort(new Error("left"));
  await expect(second).rejects.toThrow("left");
  held.resolve();
  await Promise.all([first, third]);
  expect(order).toEqual(["third"]);
  lane.close();
});

it("ends the waiting of those in line when it is closed", async () => {
  const open = vi.fn(async () => fakeConnection());
  const lane = new Lane({ address: "a:1", most: 1, idleMs: 60_000, open });
  const held = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const first = lane.run(soon(), () => {
    started.resolve();
    return held.promise;
  });
  const second = lane.run(soon(), async () => {});
  await started.promise;
  lane.close();
  held.resolve();
  await first;
  await expect(second).rejects.toMatchObject({ kafkaCode: -103 });
  expect(open).toHaveBeenCalledTimes(1);
});

it("leaves a connection whose session ends to those who use it, and takes a new one", async () => {
  const old = fakeConnection({ expiresAt: Date.now() - 1, inFlight: 1 });
  const fresh = fakeConnection();
  const open = vi.fn<() => Promise<Connection>>().mockResolvedValueOnce(old).mockResolvedValueOnce(fresh);
  const lane = new Lane({ address: "a:1", most: 5, idleMs: 60_000, open });
  await lane.run(soon(), async () => {});
  expect(await lane.run(soon(), async (connection) => connection)).toBe(fresh);
  expect(old.close).not.toHaveBeenCalled();
  old.onIdle();
  expect(old.close).toHaveBeenCalledTimes(1);
  lane.close();
});

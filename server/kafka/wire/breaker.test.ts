import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { KafkaError } from "../error.ts";
import { Breaker } from "./breaker.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const dead = new KafkaError(-101, "nowhere:1");
const fail = vi.fn(() => Promise.reject(dead));
beforeEach(() => {
  fail.mockClear();
});

it("answers at once with the last failure while it is open, longer after each", async () => {
  const breaker = new Breaker([250, 30_000]);
  for (const pause of [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    fail.mockClear();
    await expect(breaker.attempt(fail)).rejects.toBe(dead);
    vi.advanceTimersByTime(pause - 1);
    await expect(breaker.attempt(fail)).rejects.toBe(dead);
    expect(fail).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
  }
});

it("lets one through when the pause is over, and the others follow how it ends", async () => {
  const breaker = new Breaker([250, 30_000]);
  await expect(breaker.attempt(fail)).rejects.toBe(dead);
  vi.advanceTimersByTime(250);
  const first = Promise.withResolvers<string>();
  const probe = vi.fn(() => first.promise);
  const second = vi.fn(async () => "second");
  const both = Promise.all([breaker.attempt(probe), breaker.attempt(second)]);
  expect(second).not.toHaveBeenCalled();
  first.resolve("first");
  expect(await both).toEqual(["first", "second"]);
  expect(breaker.isOpen).toBe(false);
});

it("spares the others when the one it let through fails", async () => {
  const breaker = new Breaker([250, 30_000]);
  await expect(breaker.attempt(fail)).rejects.toBe(dead);
  vi.advanceTimersByTime(250);
  const answers = await Promise.allSettled([breaker.attempt(fail), breaker.attempt(fail), breaker.attempt(fail)]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(fail).toHaveBeenCalledTimes(2);
});

import { afterEach, expect, it, vi } from "vitest";
import { FilterObserver, FilterTooSlow, FilterWatch, watchMemory } from "./filter-watch.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

it("takes a filter for hanging by the clock and the processor, or by five times the clock alone", () => {
  const memory = watchMemory();
  const watch = new FilterWatch(memory);
  const observer = new FilterObserver(memory);
  expect(observer.hanging(0, 0)).toBeNull();
  watch.begin(3, 17n);
  expect(observer.hanging(100, 5_000)).toBeNull();
  expect(observer.hanging(1_900, 6_800)).toBeNull();
  // the machine is busy with others: it waits more than it works
  expect(observer.hanging(6_000, 5_400)).toBeNull();
  expect(observer.hanging(6_100, 7_000)).toEqual({ partition: 3, offset: 17n });
  expect(observer.hanging(10_100, 5_400)).toEqual({ partition: 3, offset: 17n });
  watch.end();
  expect(observer.hanging(20_000, 20_000)).toBeNull();
});

it("ends a filter that is slow over many records, not one that waits for a processor", () => {
  let clock = 0;
  let cpu = 0;
  vi.spyOn(performance, "now").mockImplementation(() => clock);
  vi.spyOn(process, "threadCpuUsage").mockImplementation(() => ({ user: cpu * 1000, system: 0 }));
  const watch = new FilterWatch(watchMemory());
  const over = (records: number, clockMs: number, ms: number): void => {
    for (let i = 0; i < records; i++) {
      watch.begin(0, BigInt(i));
      clock += clockMs;
      cpu += ms;
      watch.end();
    }
  };
  expect(() => over(500, 10, 1)).not.toThrow();
  expect(() => over(500, 3, 3)).not.toThrow();
  expect(() => over(500, 10, 5)).toThrow(FilterTooSlow);
  expect(() => over(500, 30, 1)).toThrow(FilterTooSlow);
});

import { expect, it } from "vitest";
import { lagForecast } from "./lag-forecast.ts";

it.each([
  [600n, -200, { kind: "clear", ms: 180_000 }],
  [600n, 7_200, { kind: "never", ms: null }],
  [600n, 0.5, { kind: "steady", ms: null }],
  [600n, -3, { kind: "steady", ms: null }],
  [0n, null, { kind: "clear", ms: 0 }],
  [600n, null, null],
  [null, 5, null],
])("a lag of %s that changes by %s a minute", (lag, perMinute, forecast) => {
  expect(lagForecast(lag, perMinute)).toEqual(forecast);
});

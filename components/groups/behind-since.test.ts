import { expect, test } from "vitest";
import { behindSince } from "./behind-since";

const minutes = (n: number) => n * 60_000;
const at = minutes(100);

test("since when a group is behind", () => {
  expect(behindSince([0, 0, 0, 0, 500, null, 600, 700, 800, 900], at, 100)).toEqual({
    at: minutes(95),
    isLeast: false,
  });
  expect(behindSince([null, null, 500, 600, 500, 500, 600, 700, 800, 900], at, 100)).toEqual({
    at: minutes(93),
    isLeast: true,
  });
});

test("who is not behind is so since never", () => {
  expect(behindSince([500, 500, 5], at, 100)).toBeNull();
  expect(behindSince([null, null], at, 100)).toBeNull();
  expect(behindSince([], at, 100)).toBeNull();
});

import { expect, test } from "vitest";
import { collidingTopic, topicNameProblem } from "./topic-name.ts";

test("takes what Kafka takes", () => {
  for (const name of ["orders", "a", "A.b_c-9", "...", "__consumer_offsets", "x".repeat(249)])
    expect(topicNameProblem(name), name).toBeNull();
});

test("says what is wrong with a name", () => {
  expect(topicNameProblem("")).toBe("A topic needs a name.");
  expect(topicNameProblem("..")).toContain("cannot be called");
  expect(topicNameProblem("x".repeat(250))).toContain("at most 249 characters; this one has 250");
  expect(topicNameProblem("a b/ü/b")).toBe(
    "A topic name is made of a-z, A-Z, 0-9, “.”, “_” and “-” only, not of a space, “/”, “ü”.",
  );
});

test("finds the topic whose metrics would be the same", () => {
  const existing = ["orders", "a.b", "c_d"];
  expect(collidingTopic("a_b", existing)).toBe("a.b");
  expect(collidingTopic("c.d", existing)).toBe("c_d");
  expect(collidingTopic("a.b", existing)).toBeNull();
  expect(collidingTopic("orders", existing)).toBeNull();
});

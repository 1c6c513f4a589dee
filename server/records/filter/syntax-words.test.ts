import { expect, it } from "vitest";
import { compileWhere } from "../where.ts";

it.each([
  ["value.a.", "Here a name is missing"],
  ["value.a ==", "The condition is not complete"],
  ["(value.a == 1", "Here ) is missing"],
  ["value.a == )", "Here ) makes no sense"],
  ["[1, 2", "Here ] is missing"],
])("what is wrong with %s is said in plain words", (condition, words) => {
  expect(() => compileWhere(condition)).toThrow(words);
});

import { expect, test, vi } from "vitest";
import { ApiError } from "../../lib/api/error.ts";
import { KafkaError } from "./error.ts";

test("an error of another bundle's copy of the class is known for what it is", async () => {
  vi.resetModules();
  const other = (await import("./error.ts")) as typeof import("./error.ts");
  const thrown: unknown = new other.KafkaError(3, "topic a");
  expect(other.KafkaError).not.toBe(KafkaError);
  expect(thrown instanceof KafkaError).toBe(true);
  expect(thrown instanceof ApiError).toBe(true);
});

test("an error of the API is none of Kafka's, and neither is any other", () => {
  expect(new ApiError("internal", "") instanceof KafkaError).toBe(false);
  expect(new Error("x") instanceof ApiError).toBe(false);
  expect(Object.assign(new Error("x"), { code: "internal" }) instanceof ApiError).toBe(false);
});

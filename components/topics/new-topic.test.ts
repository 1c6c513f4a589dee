import { describe, expect, test } from "vitest";
import { ApiError } from "@/lib/api/error";
import { draftProblems, emptyDraft, fieldProblems, newTopicBody } from "./new-topic";

const draft = emptyDraft("orders.created");
const around = { existing: ["orders.lines"], brokerCount: 3 };

describe("what is sent", () => {
  test("only what was said, so that the brokers' defaults hold for the rest", () => {
    expect(newTopicBody(draft)).toEqual({ name: "orders.created" });
  });
  test("units become Kafka's numbers, other configs go along", () => {
    expect(
      newTopicBody({
        ...draft,
        partitions: "6",
        replicationFactor: "3",
        configs: { "retention.ms": "7 d", "cleanup.policy": "" },
        others: [
          { id: 1, name: "segment.bytes", value: "512 MiB" },
          { id: 2, name: " ", value: "x" },
        ],
      }),
    ).toEqual({
      name: "orders.created",
      partitions: 6,
      replicationFactor: 3,
      configs: { "retention.ms": "604800000", "segment.bytes": "536870912" },
    });
  });
});

describe("what is known to be wrong as it is typed", () => {
  test("nothing", () => expect(draftProblems(draft, around)).toEqual({}));
  test.each([
    ["", /needs a name/],
    ["..", /cannot be called/],
    ["a/b", /“\/”/],
    ["orders.lines", /already/],
    ["orders_lines", /collides with orders\.lines/],
  ])("the name “%s”", (name, words) => expect(draftProblems({ ...draft, name }, around).name).toMatch(words));
  test("more replicas than brokers", () => {
    expect(draftProblems({ ...draft, replicationFactor: "4" }, around).replicationFactor).toContain("3 brokers");
    expect(draftProblems({ ...draft, replicationFactor: "4" }, { ...around, brokerCount: null })).toEqual({});
  });
  test.each(["0", "-1", "1.5", "many", "100001"])("%s partitions", (partitions) => {
    expect(draftProblems({ ...draft, partitions }, around).partitions).toBeDefined();
  });
});

describe("what the answer says about single fields", () => {
  const kafka = (name: string) => ({ code: 1, name, retriable: false, target: "topic x" });
  test("by their path", () => {
    const error = new ApiError("invalid-request", "no", {
      errors: [
        { path: "body.name", message: "must not be empty" },
        { path: "body.configs.retention.ms", message: "must be text" },
      ],
    });
    expect(fieldProblems(error, [])).toEqual({ name: "must not be empty", "retention.ms": "must be text" });
  });
  test("by Kafka's code", () => {
    expect(fieldProblems(new ApiError("exists", "It is there.", { kafka: kafka("TOPIC_ALREADY_EXISTS") }), [])).toEqual(
      {
        name: "It is there.",
      },
    );
  });
  test("a config that Kafka names, the longer name first", () => {
    const error = new ApiError("refused-by-kafka", "Invalid value 1 for configuration delete.retention.ms", {
      kafka: kafka("INVALID_CONFIG"),
    });
    expect(fieldProblems(error, ["retention.ms", "delete.retention.ms"])).toHaveProperty(["delete.retention.ms"]);
  });
  test("nothing where there was no answer", () => expect(fieldProblems(new Error("x"), [])).toEqual({}));
});

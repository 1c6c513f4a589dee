import { describe, expect, test } from "vitest";
import { alterConfigsCommand, createCommand, deleteCommand, deleteRecordsCommand, serversOf } from "./topic-commands";

const servers = ["kafka-1:9092"];
const oneLine = (command: string) => command.replace(/ \\\n\s*/g, " ");

describe("the same act with Kafka's own tools", () => {
  test("a topic with what was said, and nothing else", () => {
    expect(oneLine(createCommand({ name: "orders" }, servers))).toBe(
      "kafka-topics.sh --bootstrap-server kafka-1:9092 --create --topic orders",
    );
    expect(
      oneLine(
        createCommand({ name: "orders", partitions: 6, configs: { "cleanup.policy": "compact,delete" } }, servers),
      ),
    ).toContain("--partitions 6 --config cleanup.policy=compact,delete");
  });

  test("configs are set and reset in one call; a value with a comma stands in brackets", () => {
    const command = oneLine(
      alterConfigsCommand("orders", { set: { "cleanup.policy": "compact,delete" }, reset: ["retention.ms"] }, servers),
    );
    expect(command).toContain("--add-config 'cleanup.policy=[compact,delete]'");
    expect(command).toContain("--delete-config retention.ms");
  });

  test("a name that looks like a flag, or a value with a quote, stays one word", () => {
    expect(oneLine(deleteCommand(["-x"], servers))).toContain("--delete --topic=-x");
    expect(createCommand({ name: "a", configs: { x: "it's" } }, servers)).toContain(`'x=it'\\''s'`);
  });

  test("records are deleted by a file that the command writes first", () => {
    expect(oneLine(deleteRecordsCommand("orders", [{ partition: 0, offset: 9_007_199_254_740_993n }], servers))).toBe(
      'printf %s \'{"version":1,"partitions":[{"topic":"orders","partition":0,"offset":9007199254740993}]}\' > offsets.json\n' +
        "kafka-delete-records.sh --bootstrap-server kafka-1:9092 --offset-json-file offsets.json",
    );
  });

  test("servers that are not known yet are a word to replace, never an empty one", () => {
    expect(createCommand({ name: "a" }, serversOf(undefined))).toContain("BOOTSTRAP_SERVERS");
  });
});

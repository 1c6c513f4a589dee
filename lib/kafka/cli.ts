import { commandLine } from "../format/shell.ts";

/** One of Kafka's own tools against a cluster, e.g. `kafkaTool("kafka-topics.sh", servers, [["--describe"]])`. Words are quoted. */
export function kafkaTool(tool: string, servers: readonly string[], groups: readonly (readonly string[])[]): string {
  return commandLine(tool, [["--bootstrap-server", servers.join(",")], ...groups]);
}

/** kcat with its flags; values that start with a dash stay values because each follows its flag. */
export function kcat(servers: readonly string[], groups: readonly (readonly string[])[]): string {
  return commandLine("kcat", [["-b", servers.join(",")], ...groups]);
}

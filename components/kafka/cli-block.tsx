import { CodeBlock } from "@/components/ui/code-block";
import { shellComment } from "@/lib/format/shell";

/** The same act with Kafka's own tools. Build `command` with lib/kafka/cli, so that every word is quoted. */
export function CliBlock({ command, comment = "the same, from a shell" }: { command: string; comment?: string }) {
  return <CodeBlock label="Command line" text={`${shellComment(comment)}\n${command}`} />;
}

/** Kafka's own limit (`org.apache.kafka.common.internals.Topic`); with "-" and a partition it has to fit into a file name. */
export const longestTopicName = 249;

/** Why Kafka would refuse a topic of this name, as a sentence; null when it would not. */
export function topicNameProblem(name: string): string | null {
  if (name === "") return "A topic needs a name.";
  if (name === "." || name === "..") return "A topic cannot be called “.” or “..”.";
  if (name.length > longestTopicName)
    return `A topic name has at most ${longestTopicName} characters; this one has ${name.length}.`;
  const wrong = [...new Set(name.match(/[^a-zA-Z0-9._-]/gu))];
  if (wrong.length === 0) return null;
  const named = wrong.map((character) => (character === " " ? "a space" : `“${character}”`)).join(", ");
  return `A topic name is made of a-z, A-Z, 0-9, “.”, “_” and “-” only, not of ${named}.`;
}

/**
 * The existing topic whose metrics would be mixed up with those of a new one, because metric names replace "." by "_".
 * Kafka refuses such a topic (error 17); null when there is none. An equal name is no collision but a conflict.
 */
export function collidingTopic(name: string, existing: Iterable<string>): string | null {
  if (!/[._]/.test(name)) return null;
  const metric = name.replaceAll(".", "_");
  for (const other of existing) if (other !== name && other.replaceAll(".", "_") === metric) return other;
  return null;
}

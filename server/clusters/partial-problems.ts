import { type PartialProblem, partialProblem } from "../../lib/api/error.ts";
import { KafkaError } from "../kafka/error.ts";

/** Names that are written out in a problem about many; the rest is counted. */
const namesShown = 3;

type Failure = { target: string; what: string; error: KafkaError; names: string[] };

/**
 * Gathers what could not be had, so that a broker that is gone makes one problem and not one per partition.
 * `what` is the noun phrase that was missed, e.g. "offsets"; `name` one of the things it was missed for.
 */
export class ProblemList {
  readonly #failures = new Map<string, Failure>();

  add(target: string, what: string, error: KafkaError, name?: string): void {
    const key = `${target}\n${what}\n${error.kafkaCode}`;
    let failure = this.#failures.get(key);
    if (!failure) {
      failure = { target, what, error, names: [] };
      this.#failures.set(key, failure);
    }
    if (name !== undefined) failure.names.push(name);
  }

  /** A group whose coordinator is lost and that is shown as it was last seen. */
  addLost(target: string, group: string): void {
    const lost = new KafkaError(15, target, {
      message: "Their coordinator does not answer; they are shown as last seen.",
      hint: "They come back when the broker does, or when another one has taken over its part of __consumer_offsets.",
    });
    this.add(target, "news", lost, group);
  }

  /** A group has a commit on a topic that is not there (any more, or for us). */
  addMissingTopic(topic: string): void {
    const message = "it was deleted, or may not be seen. The group's commits on it stay until they expire.";
    this.add(`topic ${topic}`, "offsets", new KafkaError(3, topic, { message, hint: "" }), topic);
  }

  /** The coordinator told an error in the place of one commit. */
  addFailedOffset(topic: string, partition: number, code: number): void {
    this.add("offsets", "commit", new KafkaError(code, topic), `${topic}-${partition}`);
  }

  all(): PartialProblem[] {
    return [...this.#failures.values()].map(({ target, what, error, names }) => {
      const { code, message, hint } = partialProblem(target, error);
      const of = names.length === 0 ? "" : ` of ${listed(names)}`;
      return { target, code, message: `No ${what}${of}: ${message}`, ...(hint ? { hint } : {}) };
    });
  }
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, namesShown).join(", ");
  const rest = names.length - namesShown;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** Whether something answered at all: Kafka's own codes are not negative, apart from -1. */
export function isAnswer(error: KafkaError): boolean {
  return error.kafkaCode > -100;
}

import { staleCoordinatorCodes, staleLeaderCodes } from "../../../lib/kafka/error-codes.ts";
import { KafkaError } from "../error.ts";
import type { Settled } from "../settled.ts";
import type { Routed } from "../wire/wire.ts";

/** What failed as a value. Anything but a KafkaError (an aborted signal, a bug of ours) goes on its way. */
export function failure(error: unknown): KafkaError {
  if (error instanceof KafkaError) return error;
  throw error;
}

/**
 * One request per broker, all at once. A broker that does not answer fails its own items and no others, and items for
 * which there is no broker fail with the reason.
 */
export async function settleByNode<Ask, Key, Value>(
  routed: Routed<Ask>,
  keyOf: (ask: Ask) => Key,
  request: (node: number, asks: Ask[]) => Promise<Settled<Value, Key>[]>,
): Promise<Settled<Value, Key>[]> {
  const answers = [...routed.byNode].map(async ([node, asks]) => {
    try {
      return await request(node, asks);
    } catch (thrown) {
      const error = failure(thrown);
      return asks.map((ask): Settled<Value, Key> => ({ key: keyOf(ask), ok: false, error }));
    }
  });
  const unrouted = routed.failed.map(({ key, error }): Settled<Value, Key> => ({ key: keyOf(key), ok: false, error }));
  return [...(await Promise.all(answers)).flat(), ...unrouted];
}

/**
 * Whether an item failed because of where it was sent: its leader or coordinator has moved, or is a broker that just
 * died. Asking once more, by fresh routes, then finds the new one.
 */
export function isMisrouted(error: KafkaError): boolean {
  const { kafkaCode: code } = error;
  if (error.outcome === "unknown") return false;
  return (
    code === -101 || code === -103 || code === -106 || staleLeaderCodes.has(code) || staleCoordinatorCodes.has(code)
  );
}

/** The item's value when its error code is 0, else the error it stands for. */
export function settled<Value, Key>(
  key: Key,
  item: { errorCode: number; errorMessage?: string | null },
  target: string,
  value: () => Value,
): Settled<Value, Key> {
  if (item.errorCode === 0) return { key, ok: true, value: value() };
  return { key, ok: false, error: itemError(item, target) };
}

/** What Kafka says where it has nothing to add to the code; our own sentence for the code is there already. */
const saysNothingNew =
  /^(This server does not host this topic-partition\.|The group id does not exist\.|The group is not empty\.|\w+ authorization failed\.|)$/;

export function itemError(item: { errorCode: number; errorMessage?: string | null }, target: string): KafkaError {
  const { errorCode, errorMessage } = item;
  const isWorthSaying = typeof errorMessage === "string" && !saysNothingNew.test(errorMessage);
  return new KafkaError(errorCode, target, { brokerMessage: isWorthSaying ? errorMessage : null });
}

/** @throws KafkaError when the item failed */
export function mustBeGood(item: { errorCode: number; errorMessage?: string | null }, target: string): void {
  if (item.errorCode !== 0) throw itemError(item, target);
}

/** For an item the broker was asked about and left out of its answer. */
export function unanswered(target: string): KafkaError {
  return new KafkaError(-108, target, { message: `The broker's answer says nothing about ${target}.` });
}

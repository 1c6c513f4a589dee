import type { KafkaError } from "./error.ts";

/** One item of a many-item or many-broker answer: it worked, or it failed and says why. Nothing is ever dropped. */
export type Settled<T, K = string> = { key: K; ok: true; value: T } | { key: K; ok: false; error: KafkaError };

/** The values that were had. */
export function fulfilled<T, K>(items: readonly Settled<T, K>[]): T[] {
  const values: T[] = [];
  for (const item of items) if (item.ok) values.push(item.value);
  return values;
}

/** The items that failed, with what failed. */
export function rejected<T, K>(items: readonly Settled<T, K>[]): { key: K; error: KafkaError }[] {
  const failures: { key: K; error: KafkaError }[] = [];
  for (const item of items) if (!item.ok) failures.push({ key: item.key, error: item.error });
  return failures;
}

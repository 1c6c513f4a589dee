import { KafkaError } from "../error.ts";
import { retryPause } from "./retry.ts";

/**
 * What passes by itself: the coordinator loads its log, is not there yet or is another one now, the topic's metadata has not
 * come to the broker, the transaction before is not finished (CONCURRENT_TRANSACTIONS).
 */
const passing = new Set([3, 14, 15, 16, 51]);

/**
 * Asks again while every error code told is one that passes by itself: at first within milliseconds, then with the pauses
 * of retries.
 * @param timeoutMs for how long, ms
 * @throws KafkaError of the first code that does not pass, or is still there after `timeoutMs`
 */
export async function askPatiently<T>(
  { signal, timeoutMs, target }: { signal?: AbortSignal | undefined; timeoutMs: number; target: string },
  ask: () => Promise<{ value: T; codes: readonly number[] }>,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (let attempt = 1; ; attempt++) {
    const { value, codes } = await ask();
    const code = codes.find((one) => one !== 0);
    if (code === undefined) return value;
    const isPassing = codes.every((one) => one === 0 || passing.has(one));
    if (!isPassing || Date.now() >= deadline) throw new KafkaError(code, target);
    if (attempt > 3) await retryPause(Math.min(3, attempt - 3), signal);
    else await new Promise((resolve) => setTimeout(resolve, 10 * attempt));
  }
}

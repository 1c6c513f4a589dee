/** What a webhook is sent, as JSON by POST; docs/alerts.md. Fields may be added, never renamed. */
export type AlertMessage = {
  version: 1;
  kind: "firing" | "resolved" | "test";
  /** the same for a message that is sent again, and for the end of what it began */
  id: string;
  alert: string;
  cluster: string;
  /** null in a test */
  group: string | null;
  condition: string;
  reason: string;
  lagMs: number | null;
  /** a decimal string */
  lag: string | null;
  status: string | null;
  /** epoch ms */
  at: number;
  /** since when it is so; of `resolved` since when it had been firing */
  since: number | null;
  /** the group's page; null where the configuration says no publicUrl */
  url: string | null;
};

export type Delivery = {
  at: number;
  kind: AlertMessage["kind"];
  delivered: boolean;
  attempts: number;
  status: number | null;
  error: string | null;
};
export type Webhook = { url: string; headers: Readonly<Record<string, string>> };

const timeoutMs = 10_000;
/** Pauses before it is tried again, ms. */
export const backoffMs: readonly number[] = [1_000, 2_000, 5_000, 15_000, 30_000, 60_000, 120_000];

type Attempt = { delivered: boolean; status: number | null; error: string | null; isFinal: boolean };

/** Sends until it is taken, refused for good or tried often enough. Never throws; nothing it tells has the URL's path or a header in it. */
export async function deliver(
  webhook: Webhook,
  message: AlertMessage,
  { pauses = backoffMs, signal }: { pauses?: readonly number[]; signal?: AbortSignal } = {},
): Promise<Delivery> {
  for (let attempts = 1; ; attempts++) {
    const { isFinal, ...said } = await attempt(webhook, message, signal);
    const pause = pauses[attempts - 1];
    const told = { at: Date.now(), kind: message.kind, attempts, ...said };
    if (said.delivered || isFinal || pause === undefined || signal?.aborted) return told;
    // a little apart, so that many messages do not come back all at once
    await passed(pause * (0.8 + Math.random() * 0.4), signal);
    if (signal?.aborted) return told;
  }
}

async function attempt({ url, headers }: Webhook, message: AlertMessage, signal?: AbortSignal): Promise<Attempt> {
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "klar", ...headers },
      body: JSON.stringify(message),
      // headers are for this address and no other
      redirect: "manual",
      signal: signal ? AbortSignal.any([limit, signal]) : limit,
    });
    await response.body?.cancel();
    const { status } = response;
    if (response.ok) return { delivered: true, status, error: null, isFinal: true };
    const again = status === 408 || status === 429 || status >= 500;
    return { delivered: false, status, error: `It answered ${status}.`, isFinal: !again };
  } catch (error) {
    return { delivered: false, status: null, error: failureWords(error), isFinal: false };
  }
}

function failureWords(error: unknown): string {
  if (!(error instanceof Error)) return "It could not be reached.";
  if (error.name === "TimeoutError") return `It did not answer within ${timeoutMs / 1_000} s.`;
  if (error.name === "AbortError") return "The console was ending.";
  // the message of a failed fetch may quote a header; its code does not
  const { code } = (error.cause ?? {}) as { code?: unknown };
  return typeof code === "string" && /^[A-Z0-9_]{1,60}$/.test(code)
    ? `It could not be reached (${code}).`
    : "It could not be reached.";
}

function passed(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    timer.unref();
    signal?.addEventListener("abort", end, { once: true });
    function end() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    }
  });
}

/** Scheme and host: the rest may be a secret. */
export function webhookHost(url: string): string {
  const { origin } = new URL(url);
  return origin;
}

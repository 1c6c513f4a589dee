import type { Feature } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import { type ApiVersionsAnswer, apiVersions } from "../protocol/18-api-versions.ts";
import type { ApiCall } from "../protocol/api-call.ts";
import { type Answer, Connection } from "./connection.ts";
import { authenticate } from "./sasl.ts";
import { type Address, addressText, type WireSettings } from "./settings.ts";
import { FrameSocket } from "./socket.ts";

export type Dialled = { connection: Connection; features: Feature[] };

const software: [name: string, version: string] = ["klar", "1.0"];

/** The highest version both sides know, or null. */
export function commonVersion<Args extends unknown[], R>(
  api: ApiCall<Args, R>,
  range: { min: number; max: number } | undefined | null,
): number | null {
  if (!range) return null;
  let best: number | null = null;
  for (const version of Object.keys(api.versions).map(Number)) {
    if (version >= range.min && version <= range.max && version > (best ?? -1)) best = version;
  }
  return best;
}

/**
 * Opens a connection that can be used: TCP, TLS, ApiVersions, SASL. Rejects with a KafkaError in words. `isProven`: the
 * address has taken requests before, so that a silent end means that the broker is going down, not a wrong configuration.
 */
export async function dial(
  settings: WireSettings,
  address: Address,
  { scratchBytes, isProven }: { scratchBytes: number; isProven: boolean },
): Promise<Dialled> {
  const { connectMs, frameBytes } = settings.limits;
  const socket = new FrameSocket({ address, tls: settings.tls, connectMs, frameBytes, scratchBytes });
  const connection = new Connection(socket, settings.clientId);
  const deadline = (): number => Date.now() + connectMs;
  try {
    await socket.connect();
    if (!isProven) connection.silentEnd = unexplainedEnd(address, settings);
    const answer = await negotiate((api, version, args) =>
      connection.send(api, version, args, { deadline: deadline(), isChange: false }),
    );
    connection.ranges = new Map(answer.ranges.map(({ key, min, max }) => [key, { min, max }]));
    if (settings.sasl) {
      const lifetimeMs = await authenticate(
        (api, args) =>
          connection.send(api, versionFor(api, connection), args, { deadline: deadline(), isChange: false }),
        settings.sasl,
        addressText(address),
      );
      // Re-authenticating a socket in use races with requests under way: replace it well before the broker ends it.
      if (lifetimeMs > 0) connection.expiresAt = Date.now() + lifetimeMs * 0.75;
    } else if (!isProven) connection.silentEnd = saslExpected(address);
    return { connection, features: featuresOf(answer) };
  } catch (error) {
    connection.close();
    throw error;
  }
}

function versionFor<Args extends unknown[], R>(api: ApiCall<Args, R>, connection: Connection): number {
  const version = commonVersion(api, connection.ranges.get(api.key));
  if (version === null)
    throw new KafkaError(-105, connection.address, {
      message: `${connection.address} does not use SASL.`,
      hint: "Leave sasl out of this cluster's configuration, or use the port of its SASL listener.",
    });
  return version;
}

type Ask = <Args extends unknown[], R>(api: ApiCall<Args, R>, version: number, args: Args) => Promise<Answer<R>>;

/** Version 4, else the highest the broker names in its refusal (it answers those in the form of version 0). */
async function negotiate(ask: Ask): Promise<ApiVersionsAnswer> {
  for (const version of [4, 3, 0]) {
    const { value } = await ask(apiVersions, version, software);
    if (value.errorCode !== 35) return value;
  }
  throw new KafkaError(-107, "ApiVersions", {
    message: "The broker accepts no version of ApiVersions that is known here.",
  });
}

/** The connection was accepted and then closed without a word to the very first request. */
function unexplainedEnd(address: Address, { tls }: WireSettings): KafkaError {
  const at = addressText(address);
  return tls
    ? new KafkaError(-104, at, {
        message: `${at} closed the TLS connection before it answered.`,
        hint: "The broker may ask for a client certificate: set tls.cert and tls.key.",
      })
    : new KafkaError(-104, at, {
        message: `${at} closed the connection without an answer.`,
        hint: "The listener may expect TLS: add tls to this cluster's configuration, or use its plaintext port.",
      });
}

function saslExpected(address: Address): KafkaError {
  const at = addressText(address);
  return new KafkaError(-105, at, {
    message: `${at} closed the connection at the first request.`,
    hint: "The listener seems to expect SASL: add sasl to this cluster's configuration.",
  });
}

function featuresOf(answer: ApiVersionsAnswer): Feature[] {
  const finalized = new Map(answer.finalized.map((feature) => [feature.name, feature.max]));
  return answer.supported.map(({ name, min, max }) => ({
    name,
    finalized: finalized.get(name) ?? null,
    supportedMin: min,
    supportedMax: max,
  }));
}

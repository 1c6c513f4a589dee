import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { saslAuthenticateV0, saslAuthenticateV1, saslAuthenticateV2, saslHandshakeV1 } from "@platformatic/kafka";
import { KafkaError } from "../error.ts";
import type { ApiCall } from "../protocol/api-call.ts";
import type { Answer } from "./connection.ts";
import type { SaslMechanism, SaslSettings } from "./settings.ts";

const plain = { requestTagged: false, responseTagged: false };

export const saslHandshake: ApiCall<[mechanism: string], ReturnType<typeof saslHandshakeV1.parseResponse>> = {
  key: 17,
  name: "SaslHandshake",
  versions: { 1: { ...saslHandshakeV1, ...plain } },
};
export const saslAuthenticate: ApiCall<[bytes: Buffer], ReturnType<typeof saslAuthenticateV2.parseResponse>> = {
  key: 36,
  name: "SaslAuthenticate",
  versions: {
    0: { ...saslAuthenticateV0, ...plain },
    1: { ...saslAuthenticateV1, ...plain },
    2: { ...saslAuthenticateV2, requestTagged: true, responseTagged: true },
  },
};

/** Sends one of the two requests above over a connection that is being opened. */
export type SaslSend = <Args extends unknown[], R>(api: ApiCall<Args, R>, args: Args) => Promise<Answer<R>>;

const mechanisms: Record<SaslMechanism, { name: string; hash: string; bytes: number }> = {
  plain: { name: "PLAIN", hash: "", bytes: 0 },
  "scram-sha-256": { name: "SCRAM-SHA-256", hash: "sha256", bytes: 32 },
  "scram-sha-512": { name: "SCRAM-SHA-512", hash: "sha512", bytes: 64 },
};

/**
 * Authenticates and says how long the session lasts, ms (0 = for ever, KIP-368). Rejects with -105 in words; neither
 * user name nor password ever enters an error.
 */
export async function authenticate(send: SaslSend, sasl: SaslSettings, at: string): Promise<number> {
  const mechanism = mechanisms[sasl.mechanism];
  const { value: offered } = await send(saslHandshake, [mechanism.name]);
  if (offered.errorCode === 33)
    throw new KafkaError(-105, at, {
      message: `${at} does not offer SASL mechanism ${mechanism.name}.`,
      hint: offered.mechanisms.length
        ? `It offers ${offered.mechanisms.join(", ")}: set sasl.mechanism to one of them.`
        : "It offers none: check sasl in this cluster's configuration.",
    });
  if (offered.errorCode === 34)
    throw new KafkaError(-105, at, {
      message: `${at} does not use SASL.`,
      hint: "Leave sasl out of this cluster's configuration, or use the port of its SASL listener.",
    });
  if (offered.errorCode !== 0) throw new KafkaError(offered.errorCode, at);

  const step = async (bytes: Buffer): Promise<{ bytes: Buffer; lifetimeMs: number }> => {
    const { value } = await send(saslAuthenticate, [bytes]);
    if (value.errorCode !== 0)
      throw new KafkaError(-105, at, {
        message: `${at} did not accept the credentials (${mechanism.name}).`,
        hint: "Check sasl.username and sasl.password, and that this user exists for the mechanism.",
      });
    return { bytes: value.authBytes, lifetimeMs: Number(value.sessionLifetimeMs) };
  };
  if (sasl.mechanism === "plain") {
    const { lifetimeMs } = await step(Buffer.from(`\0${sasl.username}\0${sasl.password}`));
    return lifetimeMs;
  }
  return scram(step, sasl, mechanism, at);
}

type Step = (bytes: Buffer) => Promise<{ bytes: Buffer; lifetimeMs: number }>;
const stretch = promisify(pbkdf2);
/** a broker that asks for more would only keep us busy (Kafka allows up to 16,384) */
const mostIterations = 1_000_000;

function attributes(message: Buffer): Map<string, string> {
  return new Map(
    message
      .toString("utf8")
      .split(",")
      .map((part) => [part.slice(0, 1), part.slice(2)] as const),
  );
}

/** RFC 5802 without channel binding, as Kafka speaks it. */
async function scram(
  step: Step,
  sasl: SaslSettings,
  { hash, bytes, name }: { hash: string; bytes: number; name: string },
  at: string,
): Promise<number> {
  const hmac = (key: Buffer, text: string): Buffer => createHmac(hash, key).update(text).digest();
  const nonce = randomBytes(24).toString("base64url");
  const user = sasl.username.replaceAll("=", "=3D").replaceAll(",", "=2C");
  const clientFirst = `n=${user},r=${nonce}`;
  const first = await step(Buffer.from(`n,,${clientFirst}`));
  const asked = attributes(first.bytes);
  const fullNonce = asked.get("r") ?? "";
  const salt = Buffer.from(asked.get("s") ?? "", "base64");
  const iterations = Number(asked.get("i"));
  if (!fullNonce.startsWith(nonce) || salt.length === 0 || !(iterations >= 4096 && iterations <= mostIterations))
    throw new KafkaError(-105, at, {
      message: `${at} does not follow ${name}.`,
      hint: "Something other than a Kafka broker may answer there.",
    });
  const salted = await stretch(sasl.password, salt, iterations, bytes, hash);
  const clientKey = hmac(salted, "Client Key");
  const storedKey = createHash(hash).update(clientKey).digest();
  const withoutProof = `c=biws,r=${fullNonce}`;
  const text = `${clientFirst},${first.bytes.toString("utf8")},${withoutProof}`;
  const signature = hmac(storedKey, text);
  const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0))).toString("base64");
  const last = await step(Buffer.from(`${withoutProof},p=${proof}`));
  const claimed = Buffer.from(attributes(last.bytes).get("v") ?? "", "base64");
  const expected = hmac(hmac(salted, "Server Key"), text);
  if (claimed.length !== expected.length || !timingSafeEqual(claimed, expected))
    throw new KafkaError(-105, at, {
      message: `${at} could not prove that it knows the password.`,
      hint: "Something other than the broker may answer there.",
    });
  return last.lifetimeMs;
}

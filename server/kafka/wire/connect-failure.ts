import { KafkaError } from "../error.ts";
import { type Address, addressText } from "./settings.ts";

const reasons: Record<string, string> = {
  ECONNREFUSED: "nothing listens there (connection refused)",
  ENOTFOUND: "the host name was not found",
  EAI_AGAIN: "the host name could not be looked up at the moment",
  EHOSTUNREACH: "there is no route to the host",
  ENETUNREACH: "there is no route to the network",
  EADDRNOTAVAIL: "the address cannot be used from here",
  ETIMEDOUT: "nobody answered",
  ECONNRESET: "the connection was closed at once",
  EPIPE: "the connection was closed at once",
  EACCES: "the operating system does not allow it",
};

const lookUp = "Check the name as it is written in bootstrapServers, and that this machine's resolver knows it.";
const route = "Check the address, and that no firewall stands between this machine and the broker.";
/** What to look at first, for somebody who has to mend it. */
const hints: Record<string, string> = {
  ECONNREFUSED: "Check that the broker is running and that host and port are those of one of its listeners.",
  ENOTFOUND: lookUp,
  EAI_AGAIN: lookUp,
  EHOSTUNREACH: route,
  ENETUNREACH: route,
  ETIMEDOUT: route,
};

export function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** the failure is one of TLS, also when it comes after the handshake (TLS 1.3 refuses a client's certificate then) */
export function isTlsFailure(error: unknown): boolean {
  const code = systemCode(error);
  const message = error instanceof Error ? error.message : "";
  return (
    code.startsWith("ERR_SSL") ||
    code.startsWith("ERR_TLS") ||
    code.startsWith("ERR_OSSL") ||
    code === "EPROTO" ||
    /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|ERR_PEM)/.test(code) ||
    /before secure TLS connection/.test(message)
  );
}

/** OpenSSL's and Node's words, for somebody who has to mend a configuration. */
function tlsFailure(address: Address, code: string, message: string, cause: unknown): KafkaError {
  const at = addressText(address);
  if (/wrong version number|packet length too long|before secure TLS connection/i.test(message))
    return new KafkaError(-104, at, {
      message: `${at} does not answer a TLS greeting.`,
      hint: "The listener may be a plaintext one: leave tls out of this cluster's configuration, or use the port of its TLS listener.",
      cause,
    });
  if (
    /alert (bad certificate|certificate required|handshake failure|unknown ca|number 4[0-9]|number 116)/i.test(message)
  )
    return new KafkaError(-104, at, {
      message: `${at} ended the TLS handshake.`,
      hint: "The listener may ask for a client certificate: set tls.cert and tls.key to one that the broker's trust store accepts.",
      cause,
    });
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return new KafkaError(-104, at, {
      message: `The certificate of ${at} was made for another name.`,
      hint: "Set tls.servername to a name in the certificate, or connect by that name.",
      cause,
    });
  if (/SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|DEPTH_ZERO/.test(code))
    return new KafkaError(-104, at, {
      message: `The certificate of ${at} was not issued by an authority that is trusted here.`,
      hint: "Set tls.ca to the certificate of the authority that issued it.",
      cause,
    });
  if (code === "CERT_HAS_EXPIRED")
    return new KafkaError(-104, at, {
      message: `The certificate of ${at} has expired.`,
      hint: "Renew it on the broker.",
      cause,
    });
  return new KafkaError(-104, at, {
    message: `No TLS connection to ${at} could be made (${code || "unknown reason"}).`,
    cause,
  });
}

/** Why no connection could be made, in words. `isHandshake`: TCP was there already, TLS was being spoken. */
export function connectFailure(address: Address, error: unknown, isHandshake = false): KafkaError {
  if (error instanceof KafkaError) return error;
  // A host with several addresses fails with one error for each of them.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const code = systemCode(first);
  const message = first instanceof Error ? first.message : "";
  // A plaintext listener takes a TLS greeting for a request of absurd length and hangs up.
  if (isHandshake && (code === "ECONNRESET" || code === "EPIPE"))
    return tlsFailure(address, code, "before secure TLS connection", error);
  if (isTlsFailure(first)) return tlsFailure(address, code, message, error);
  const at = addressText(address);
  const reason = reasons[code] ?? (code || "unknown reason");
  return new KafkaError(-101, at, { message: `${at} cannot be reached: ${reason}.`, hint: hints[code], cause: error });
}

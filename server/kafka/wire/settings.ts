/** How one cluster is reached. Secrets live here and nowhere else: no error and no log may carry them. */
export type TlsSettings = {
  /** PEM; the system's authorities when absent */
  ca?: string | Buffer | undefined;
  cert?: string | Buffer | undefined;
  key?: string | Buffer | undefined;
  passphrase?: string | undefined;
  /** the name the broker's certificate must have, when it is not the host that is dialled */
  servername?: string | undefined;
  rejectUnauthorized?: boolean | undefined;
};
export type SaslMechanism = "plain" | "scram-sha-256" | "scram-sha-512";
export type SaslSettings = { mechanism: SaslMechanism; username: string; password: string };

export type Address = { host: string; port: number };

export type WireSettings = {
  name: string;
  bootstrap: readonly Address[];
  tls?: TlsSettings | undefined;
  sasl?: SaslSettings | undefined;
  clientId: string;
  limits: WireLimits;
};

export type WireLimits = {
  /** TCP and TLS, then the same again for ApiVersions and authentication, ms */
  connectMs: number;
  /** default deadline of a call, ms */
  callMs: number;
  /** sockets nobody used for this long are closed, ms */
  idleMs: number;
  /** metadata older than this is asked for again, ms */
  metadataMs: number;
  /** an answer that claims to be larger is hostile or not Kafka, bytes */
  frameBytes: number;
  /** pause before the next address is dialled as well, ms (RFC 8305) */
  nextDialMs: number;
  /** first and longest pause after a broker could not be reached, ms */
  breakerMs: readonly [first: number, longest: number];
};

export const defaultLimits: WireLimits = {
  connectMs: 5_000,
  callMs: 15_000,
  idleMs: 300_000,
  metadataMs: 60_000,
  frameBytes: 256 * 1024 * 1024,
  nextDialMs: 250,
  breakerMs: [250, 30_000],
};

/** `host:port`, with IPv6 in brackets: the form of bootstrapServers and of every message. */
export function addressText({ host, port }: Address): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Reads `host:port` or `[v6]:port`; null when it is neither. */
export function parseAddress(text: string): Address | null {
  const match = /^(?:\[([0-9a-fA-F:.]+(?:%[\w.-]+)?)\]|([^\s:/[\]]+)):(\d{1,5})$/.exec(text.trim());
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (!host || port < 1 || port > 65_535) return null;
  return { host, port };
}

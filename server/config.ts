/** How the console was told to run. Secrets stand in `tls` and `sasl` only; no log and no reply may carry them. */
export type TlsConfig = {
  /** PEM text; the system's authorities when null */
  ca: string | null;
  cert: string | null;
  key: string | null;
  passphrase: string | null;
  servername: string | null;
  rejectUnauthorized: boolean;
};
export type SaslConfig = { mechanism: "plain" | "scram-sha-256" | "scram-sha-512"; username: string; password: string };
export type ClusterConfig = {
  name: string;
  /** `host:port`, IPv6 in brackets */
  bootstrapServers: string[];
  environment: string | null;
  readOnly: boolean;
  tls: TlsConfig | null;
  sasl: SaslConfig | null;
};
export type Config = {
  clusters: ClusterConfig[];
  allowedHosts: string[];
  publicUrl: string | null;
  host: string;
  port: number;
  allowAnonymous: boolean;
};

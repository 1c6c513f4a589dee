/** The name and port of a Host header or an `allowedHosts` entry; null when it is neither `name[:port]` nor `[v6][:port]`. */
export function parseHost(text: string): { name: string; port: string | null } | null {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?$/i.exec(text);
  return match?.[1] ? { name: match[1].toLowerCase(), port: match[2] ?? null } : null;
}

/** Whether a name or address stands for this machine only. */
export function isLoopback(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/^::ffff:/, "");
  return name === "localhost" || name === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}

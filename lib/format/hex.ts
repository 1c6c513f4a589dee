/** The bytes of a payload as the API gives it. */
export function payloadBytes(text: string, encoding: "utf8" | "base64"): Uint8Array {
  if (encoding === "utf8") return new TextEncoder().encode(text);
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at++) bytes[at] = raw.charCodeAt(at);
  return bytes;
}

export type HexRow = { at: string; hex: string; ascii: string };

/** Sixteen bytes as a hex dump has them; what is not printable ASCII is a dot. `row` counts from 0. */
export function hexRow(bytes: Uint8Array, row: number): HexRow {
  const part = bytes.subarray(row * 16, row * 16 + 16);
  const hex = Array.from(part, (byte) => byte.toString(16).padStart(2, "0"));
  return {
    at: (row * 16).toString(16).padStart(8, "0"),
    hex: `${hex.slice(0, 8).join(" ")}  ${hex.slice(8).join(" ")}`.padEnd(48),
    ascii: Array.from(part, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join(""),
  };
}

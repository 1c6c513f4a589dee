import type { Payload } from "@/lib/api/messages";

const verbatim = new Set(["json", "text", "xml"]);

/** True where the text of a payload is its bytes, as they are stored; other formats are told in words of their own. */
export function isVerbatim({ format, encoding, syntax }: Payload): boolean {
  return encoding === "base64" ? (syntax ?? "bytes") === "bytes" && format !== "gzip" : verbatim.has(format);
}

/**
 * Names in paths. Percent-encoding carries every name but `.` and `..`, which URL normalisation removes; a segment may therefore
 * also be `~` + base64url of the UTF-8 name. Links use that form where percent-encoding is not safe on the way.
 */
const needsTilde = /^\.{1,2}$|^~|[/\\%]|^$/;

export function encodeSegment(name: string): string {
  if (!needsTilde.test(name)) return encodeURIComponent(name);
  const bytes = new TextEncoder().encode(name);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `~${btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** The name of an already percent-decoded segment. `~` + something that is no base64url of UTF-8 is a name of its own. */
export function nameOfSegment(segment: string): string {
  if (!segment.startsWith("~")) return segment;
  const body = segment.slice(1);
  if (!/^[A-Za-z0-9_-]*$/.test(body) || body.length % 4 === 1) return segment;
  try {
    const binary = atob(body.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(binary, (c) => c.charCodeAt(0)),
    );
  } catch {
    return segment;
  }
}

/** The name of a segment as it stands in a page's URL, still percent-encoded. */
export function decodeSegment(segment: string): string {
  try {
    return nameOfSegment(decodeURIComponent(segment));
  } catch {
    return segment;
  }
}

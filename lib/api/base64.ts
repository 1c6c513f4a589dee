/**
 * Whether a text is padded base64 of the usual alphabet. Told by looking for what does not belong: an expression that repeats a
 * group over the whole text runs out of stack at a few megabytes, and values may be larger.
 */
export function isBase64(text: string): boolean {
  const body = text.endsWith("==") ? text.slice(0, -2) : text.endsWith("=") ? text.slice(0, -1) : text;
  return text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(body);
}

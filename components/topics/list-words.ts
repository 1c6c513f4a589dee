/** `0`, `0 and 1`, `0, 1 and 2`, `0, 1, 2 and 9 more`: at most `most` are named. */
export function listWords(words: readonly string[], most = 8): string {
  const shown = words.length > most ? [...words.slice(0, most - 1), `${words.length - most + 1} more`] : words;
  if (shown.length < 2) return shown[0] ?? "";
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

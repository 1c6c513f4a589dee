/** CSS width of a field that is as wide as what stands in it, from `least` to 24 figures. */
export function fieldWidth(text: string, least: number): string {
  return `${Math.min(24, Math.max(least, text.length)) + 0.5}ch`;
}

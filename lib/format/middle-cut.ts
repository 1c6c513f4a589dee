/**
 * Where a name may give way: `head` is cut when room is short, `tail` never is. The last dot-separated word tells names
 * apart (`cdc.orders-db.public.` + `orders`); without a dot the last eight characters do.
 * Names that always fit are not divided.
 */
export function splitName(name: string): { head: string; tail: string; atDot: boolean } {
  const dot = name.lastIndexOf(".");
  const tail = name.slice(dot + 1);
  if (dot > 0 && tail.length > 0 && tail.length <= 32 && name.length > 24)
    return { head: name.slice(0, dot + 1), tail, atDot: true };
  const letters = [...name];
  if (letters.length <= 20) return { head: "", tail: name, atDot: false };
  return { head: letters.slice(0, -8).join(""), tail: letters.slice(-8).join(""), atDot: false };
}

/** Plain text of at most `most` characters, the middle replaced by …; never splits a surrogate pair. */
export function cutMiddle(name: string, most: number): string {
  const letters = [...name];
  if (letters.length <= most || most < 3) return name;
  const end = Math.floor((most - 1) / 2);
  return `${letters.slice(0, most - 1 - end).join("")}…${letters.slice(-end).join("")}`;
}

/** The part before the cut at the end: for previews of values. */
export function cutEnd(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

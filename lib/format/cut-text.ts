/**
 * A text in pieces of at most `most` characters (one more where a surrogate pair would be torn), cut behind a line's end
 * where there is one. The line break a piece would end with is left out: it is the break between two pieces.
 */
export function cutText(text: string, most: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + most);
    // looked for in the piece alone: a text without line ends would be searched to its beginning each time
    const line = end < text.length ? text.slice(at, end).lastIndexOf("\n") : -1;
    if (line > 0) end = at + line + 1;
    else if (isHighSurrogate(text.charCodeAt(end - 1))) end += 1;
    pieces.push(text.slice(at, text[end - 1] === "\n" ? end - 1 : end));
    at = end;
  }
  return pieces;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

const entities: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": " ",
  "&amp;": "&",
};

/** Kafka documents configs in HTML: its paragraphs as plain text, in order, without repetition. */
export function docText(html: string): string[] {
  const text = html
    .replace(/<\s*(br|p|\/p|li|\/ul|\/ol)\b[^>]*>/gi, "\n")
    .replace(/<[^>]{0,400}>/g, "")
    .replace(/&(lt|gt|quot|#39|nbsp|amp);/g, (entity) => entities[entity] ?? entity);
  const paragraphs = text.split("\n").map((line) => line.replace(/\s+/g, " ").trim());
  return [...new Set(paragraphs.filter((line) => line !== ""))];
}

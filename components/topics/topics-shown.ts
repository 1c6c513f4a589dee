import type { TopicRow } from "@/lib/api/topics";
import { isTroubled } from "./topic-health";
import type { ShownKind } from "./use-topic-list";

/** The rows of a kind; favourites are known to the browser only, so the server cannot choose them. */
export function rowsShown(
  rows: readonly TopicRow[] | undefined,
  show: ShownKind,
  isFavourite: (name: string) => boolean,
): readonly TopicRow[] | undefined {
  if (show === "favourites") return rows?.filter(({ name }) => isFavourite(name));
  return show === "trouble" ? rows?.filter(isTroubled) : rows;
}

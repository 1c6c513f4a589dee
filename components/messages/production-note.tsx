"use client";
import { useQuery } from "@tanstack/react-query";
import { Note } from "@/components/ui/note";
import { groupsOf } from "./queries";

/** Who will read what is written here. */
export function ProductionNote({ cluster, topic }: { cluster: string; topic: string }) {
  const { data } = useQuery(groupsOf(cluster, topic));
  const ids = data?.items.map(({ id }) => id) ?? [];
  const named = ids.slice(0, 4).join(", ");
  return (
    <Note tone="bad" lead="PRODUCTION.">
      {data === undefined ? (
        "Which groups read this topic is being asked."
      ) : ids.length === 0 ? (
        "No group reads this topic now."
      ) : (
        <>
          {ids.length === 1 ? "1 group reads" : `${ids.length} groups read`} this topic and will process the record:{" "}
          <span className="mono">{ids.length > 4 ? `${named} and ${ids.length - 4} more` : named}</span>.
        </>
      )}
    </Note>
  );
}

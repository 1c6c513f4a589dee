"use client";
import { useEffect, useState } from "react";
import { readEvents } from "@/components/live/read-events";
import { urlOf } from "@/lib/api/call";
import { type ConsumedRecord, type Member, type MemberHappening, watchMember } from "@/lib/api/workloads";

export type MemberPicture = {
  member: Member | null;
  /** the youngest first */
  happenings: readonly (MemberHappening & { n: number })[];
  records: readonly (ConsumedRecord & { n: number })[];
  /** taken and not shown */
  skipped: bigint;
  error: unknown;
};

const none: MemberPicture = { member: null, happenings: [], records: [], skipped: 0n, error: null };
const mostHappenings = 50;
const mostRecords = 200;
/** what comes is drawn so often, ms */
const drawMs = 150;

/** A member of this console as it goes; it leaves its group a moment after nobody watches it any more. */
export function useMember(cluster: string, group: string, id: string | null): MemberPicture {
  const [seen, setSeen] = useState<{ id: string; picture: MemberPicture } | null>(null);
  useEffect(() => {
    if (id === null) return;
    const abort = new AbortController();
    void follow({ cluster, group, member: id }, abort.signal, (picture) => setSeen({ id, picture }));
    return () => abort.abort();
  }, [cluster, group, id]);
  return seen !== null && seen.id === id ? seen.picture : none;
}

async function follow(
  names: { cluster: string; group: string; member: string },
  signal: AbortSignal,
  tell: (picture: MemberPicture) => void,
): Promise<void> {
  let picture = none;
  let n = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (!signal.aborted) tell(picture);
    }, drawMs);
  };
  try {
    const url = urlOf(watchMember.path, names);
    for await (const one of readEvents(url, watchMember.events ?? {}, { signal, form: "sse" })) {
      if (one.event === "member") picture = { ...picture, member: one.data as Member };
      if (one.event === "happened") {
        const happening = { ...(one.data as MemberHappening), n: n++ };
        picture = { ...picture, happenings: [happening, ...picture.happenings].slice(0, mostHappenings) };
      }
      if (one.event === "records") {
        const { items, skipped } = one.data as { items: ConsumedRecord[]; skipped: bigint };
        const fresh = items.map((record) => ({ ...record, n: n++ })).reverse();
        const records = [...fresh, ...picture.records].slice(0, mostRecords);
        picture = { ...picture, records, skipped: picture.skipped + skipped };
      }
      draw();
    }
  } catch (error) {
    if (signal.aborted) return;
    picture = { ...picture, error };
    draw();
  }
}

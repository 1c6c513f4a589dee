"use client";
import { useState } from "react";
import type { Message } from "@/lib/api/messages";
import { type Rows, rowsOf } from "@/lib/kafka/record-rows";
import type { TailPicture } from "./use-tail";

/** `since` = which tail's list it is: epoch ms of its beginning */
type Held = { rows: Rows; came: number; at: number; since: number };

/**
 * Keeps a tail's list as it stands while somebody reads in it, so that nothing moves under them; what comes meanwhile waits.
 * Rows that fall out of the tail's ring stay in the picture that is held.
 */
export function useHeld(tail: TailPicture | null) {
  const [kept, setHeld] = useState<Held | null>(null);
  // what was held of another tail belongs to that one
  const held = kept !== null && kept.since === tail?.since ? kept : null;
  return {
    rows: held?.rows ?? tail?.rows ?? null,
    isHeld: held !== null,
    waiting: held && tail ? tail.came - held.came : 0,
    heldAt: held?.at ?? 0,
    hold: () => {
      if (held !== null || tail === null || tail.rows.count === 0) return;
      const messages = Array.from({ length: tail.rows.count }, (_, index) => tail.rows.at(index));
      const rows = rowsOf(messages.filter((one): one is Message => one !== undefined));
      setHeld({ rows, came: tail.came, at: Date.now(), since: tail.since });
    },
    release: () => setHeld(null),
  };
}

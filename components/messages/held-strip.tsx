"use client";
import { Kbd } from "@/components/ui/kbd";
import { useZone } from "@/components/ui/preferences";
import { grouped } from "@/lib/format/figure";
import { clockTime } from "@/lib/format/time";

/** What came while the list was held. Its number moves, the rows below do not. */
export function HeldStrip({ waiting, since, onShow }: { waiting: number; since: number; onShow: () => void }) {
  const zone = useZone();
  return (
    <button type="button" className="held" onClick={onShow}>
      ↑ {grouped(waiting)} new since {clockTime(since, zone, "with-seconds")} <span className="soft">show them</span>
      <span className="no-phone">
        <Kbd keys="Home" />
      </span>
    </button>
  );
}

"use client";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-text";
import { Kbd } from "@/components/ui/kbd";
import { toast } from "@/components/ui/toast";
import { useKeys } from "@/components/ui/use-keys";
import type { GroupRow } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import type { BulkAct } from "./bulk-act";

/** What can be done to the ticked groups; it opens at the bottom, so that no row moves. */
export function GroupBulkBar({
  rows,
  blocked,
  onAct,
  onClear,
}: {
  rows: readonly GroupRow[];
  blocked: string | undefined;
  onAct: (act: BulkAct) => void;
  onClear: () => void;
}) {
  const copyNames = () =>
    void copyText(rows.map(({ id }) => id).join("\n")).then(
      () => toast(`${plural(rows.length, "name")} copied`),
      () => toast("The browser does not let this page copy"),
    );
  useKeys([
    { keys: "c", label: "Copy the names of the selected groups", run: copyNames },
    { keys: "Escape", label: "Clear the selection", run: onClear, inPalette: false },
  ]);
  const active = rows.filter(({ memberCount }) => (memberCount ?? 0) > 0).length;
  return (
    <section className="bulk" aria-label="Selected groups">
      <b className="font-semibold">{plural(rows.length, "group")} selected</b>
      <span className="soft no-phone">{active === 0 ? "none has members" : `${active} with members`}</span>
      <span className="flex-1" />
      <Button onClick={copyNames} kbd={<Kbd keys="c" />}>
        Copy names
      </Button>
      <Button blocked={blocked} onClick={() => onAct("reset")}>
        Reset offsets…
      </Button>
      <Button
        look="danger"
        blocked={blocked ?? (active === 0 ? "None of them has members" : undefined)}
        onClick={() => onAct("remove")}
      >
        Remove members…
      </Button>
      <Button look="danger" blocked={blocked} onClick={() => onAct("delete")}>
        Delete…
      </Button>
      <Button look="quiet" onClick={onClear} kbd={<Kbd keys="Escape" />}>
        Clear
      </Button>
    </section>
  );
}

"use client";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import type { KeyBinding } from "@/components/ui/keys";
import { useBoundKeys } from "@/components/ui/use-keys";

/** What the keyboard does here and now, read from the registry. */
export function KeyHelp({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const groups = new Map<string, Map<string, KeyBinding>>();
  // later bindings cover earlier ones of the same keys
  const covering = new Map(useBoundKeys().map((one) => [one.keys, one]));
  for (const one of covering.values()) {
    const group = one.group ?? "This page";
    groups.set(group, (groups.get(group) ?? new Map()).set(one.keys, one));
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys" width={640}>
      <div className="columns-2 gap-8 phone:columns-1">
        {[...groups].map(([group, bindings]) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="text-small mb-1 font-medium text-ink-3">{group}</h3>
            <dl>
              {[...bindings.values()].map((one) => (
                <div key={one.keys} className="flex items-center gap-3 border-b border-line py-1">
                  <dt className="flex-1">{one.label}</dt>
                  <dd className="flex-none">
                    <Kbd keys={one.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useRouter } from "next/navigation";
import { useDeferredValue, useState } from "react";
import { Tag } from "@/components/ui/chip";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { Status } from "@/components/ui/status";
import { marked, type PaletteGroup, type PaletteItem } from "./palette-items";
import { usePaletteGroups } from "./use-palette-groups";

/** Ctrl K: jump to anything by name, do anything this page can do. */
export function Palette({
  cluster,
  open,
  onOpenChange,
  onHelp,
}: {
  cluster: string | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onHelp: () => void;
}) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const { groups, asking } = usePaletteGroups(cluster, useDeferredValue(typed));
  const choose = (item: PaletteItem) => {
    onOpenChange(false);
    if (item.href !== undefined) router.push(item.href);
    else item.run?.();
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="palette surface" data-modal="" aria-label="Jump to or do">
          <Autocomplete.Root
            open
            inline
            items={groups}
            mode="none"
            autoHighlight="always"
            keepHighlight
            value={typed}
            onValueChange={(value, { reason }) => {
              if (reason === "item-press") return;
              if (value === "?") onHelp();
              else setTyped(value);
            }}
            itemToStringValue={(item: PaletteItem) => item.label}
          >
            <div className="query">
              <Icon name="search" />
              <Autocomplete.Input placeholder="A topic, group, broker or act" aria-label="Jump to or do" />
              {cluster === null ? null : <Tag>{cluster}</Tag>}
              <Dialog.Close render={<button type="button" />}>
                <kbd>Esc</kbd>
                <span className="sr-only">Close</span>
              </Dialog.Close>
            </div>
            <Autocomplete.List className="hits">
              {(group: PaletteGroup) => (
                <Autocomplete.Group key={group.value} items={group.items}>
                  <Autocomplete.GroupLabel className="group">{group.value}</Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(item: PaletteItem) => (
                      <Autocomplete.Item key={item.id} value={item} onClick={() => choose(item)}>
                        <HitLine item={item} query={typed.replace(/^[>@]/, "")} />
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
            <Autocomplete.Empty>
              <span className="muted block px-3.5 py-3">
                {asking ? "Looking…" : `Nothing is called “${typed}” here`}
              </span>
            </Autocomplete.Empty>
          </Autocomplete.Root>
          <footer>
            <span>
              <Kbd keys="ArrowUp" /> <Kbd keys="ArrowDown" /> choose
            </span>
            <span>
              <Kbd keys="Enter" /> open
            </span>
            <span className="flex-1" />
            <span>
              <Kbd keys=">" /> acts
            </span>
            <span>
              <Kbd keys="@" /> clusters
            </span>
            <span>
              <Kbd keys="?" /> keys
            </span>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function HitLine({ item, query }: { item: PaletteItem; query: string }) {
  const [before, hit, after] = marked(item.label, query);
  return (
    <>
      <span className="kind">{item.kind}</span>
      <span className={item.mono ? "name cut" : "cut"}>
        {before}
        {hit ? <mark>{hit}</mark> : null}
        {after}
      </span>
      <span className="end">
        {item.end?.tone ? <Status tone={item.end.tone}>{item.end.text}</Status> : item.end?.text}
        {item.keys ? (
          <span>
            <Kbd keys={item.keys} />
          </span>
        ) : null}
      </span>
    </>
  );
}

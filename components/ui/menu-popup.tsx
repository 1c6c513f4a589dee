"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { useRouter } from "next/navigation";
import { Fragment, type ReactElement, useState } from "react";
import { cx } from "./class-names";
import { Icon } from "./icon";
import type { MenuItem } from "./menu";

/** The part of Menu that is loaded when a pointer or the focus first comes near its trigger. */
export function MenuPopup({
  trigger,
  items,
  align,
  defaultOpen,
}: {
  trigger: ReactElement;
  items: readonly MenuItem[];
  align: "start" | "end";
  defaultOpen: boolean;
}) {
  const router = useRouter();
  const [open, setOpen] = useState(defaultOpen);
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner render={<section aria-label="Choices" />} className="layer" sideOffset={4} align={align}>
          <Base.Popup className="menu surface" data-modal="">
            {items.map((item, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a menu's items are fixed while it is open
              <Fragment key={at}>
                {item.group ? <div className="group">{item.group}</div> : null}
                {item.rule ? <hr /> : null}
                {item.label ? (
                  <Base.Item
                    className={cx(item.danger && "danger")}
                    disabled={item.blocked !== undefined}
                    data-tip={item.blocked}
                    onClick={() => (item.href === undefined ? item.run?.() : router.push(item.href))}
                  >
                    {item.checked === undefined ? null : (
                      <span className="w-3">{item.checked ? <Icon name="check" /> : null}</span>
                    )}
                    {item.label}
                    {item.end ? <span className="end">{item.end}</span> : null}
                  </Base.Item>
                ) : null}
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

"use client";
import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useState } from "react";

export type MenuItem = {
  /** a quiet heading above this item */
  group?: string;
  /** a line above this item */
  rule?: boolean;
  label?: ReactNode;
  end?: ReactNode;
  checked?: boolean;
  danger?: boolean;
  /** why it cannot be chosen now */
  blocked?: string | undefined;
  href?: string;
  run?: () => void;
};

const load = () => import("./menu-popup").then((part) => ({ default: part.MenuPopup }));
const MenuPopup = lazy(load);

type TriggerProps = {
  "aria-haspopup"?: "menu";
  onClick?: () => void;
  onPointerEnter?: () => void;
  onFocus?: () => void;
};

/**
 * A button (the `trigger` element) that opens a list of acts or places. The engine is fetched when the pointer or the
 * focus first reaches the trigger, so a page full of menus costs nothing to open.
 */
export function Menu({
  trigger,
  items,
  align = "end",
}: {
  trigger: ReactElement<TriggerProps>;
  items: readonly MenuItem[];
  align?: "start" | "end";
}) {
  const [armed, setArmed] = useState(false);
  const closed = cloneElement(trigger, {
    "aria-haspopup": "menu",
    onClick: () => setArmed(true),
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
  });
  if (!armed) return closed;
  return (
    <Suspense fallback={closed}>
      <MenuPopup trigger={trigger} items={items} align={align} defaultOpen />
    </Suspense>
  );
}

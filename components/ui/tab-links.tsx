"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

export type TabLink = { href: string; label: string; end?: ReactNode };

/** Tabs are addresses: each is a link, the current one is told by the path. */
export function TabLinks({ label, tabs, current }: { label: string; tabs: readonly TabLink[]; current?: string }) {
  const here = usePathname();
  const active = current ?? tabs.findLast((tab) => here === tab.href || here.startsWith(`${tab.href}/`))?.href;
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} aria-current={tab.href === active ? "page" : undefined}>
          {tab.label}
          {tab.end}
        </Link>
      ))}
    </nav>
  );
}

/** Views inside a panel, which have no address of their own. */
export function PanelTabs<Value extends string>({
  label,
  value,
  tabs,
  onChange,
}: {
  label: string;
  value: Value;
  tabs: readonly { value: Value; label: ReactNode }[];
  onChange: (value: Value) => void;
}) {
  return (
    <div className="tabs inset" role="tablist" aria-label={label}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          aria-selected={tab.value === value}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
          onKeyDown={(event) => {
            const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
            const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
            if (step === 0 || !next) return;
            event.preventDefault();
            onChange(next.value);
            const list = event.currentTarget.parentElement?.children;
            const sibling = list?.[tabs.indexOf(next)];
            if (sibling instanceof HTMLElement) sibling.focus();
          }}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}

"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Fragment } from "react";
import { crumbsOf } from "./crumbs-of";

export function Crumbs() {
  const crumbs = crumbsOf(usePathname());
  return (
    <nav className="crumbs" aria-label="Breadcrumb">
      {crumbs.map((one, at) => (
        <Fragment key={`${one.href} ${one.label}`}>
          {at === 0 ? null : (
            <span className="sep" aria-hidden="true">
              /
            </span>
          )}
          <Link
            href={one.href}
            className={`${one.mono ? "mono " : ""}${at === crumbs.length - 1 ? "cut" : ""}`}
            aria-current={at === crumbs.length - 1 ? "page" : undefined}
          >
            {one.label}
          </Link>
        </Fragment>
      ))}
    </nav>
  );
}

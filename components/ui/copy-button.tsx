"use client";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button";
import { copyText } from "./copy-text";

/** `text` is a function when it is costly or must be fresh. Without children only the icon is drawn. */
export function CopyButton({
  text,
  label = "Copy",
  children,
  ...rest
}: Omit<ButtonProps, "onClick"> & { text: string | (() => string); label?: string }) {
  const [said, setSaid] = useState<"copied" | "failed" | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), 1600);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () =>
    copyText(typeof text === "string" ? text : text()).then(
      () => setSaid("copied"),
      () => setSaid("failed"),
    );
  return (
    <Button
      look="quiet"
      small
      {...rest}
      icon={said === "copied" ? "check" : "copy"}
      aria-label={children ? undefined : label}
      tip={children ? undefined : label}
      onClick={copy}
    >
      {children === undefined
        ? undefined
        : said === "copied"
          ? "Copied"
          : said === "failed"
            ? "Select and copy"
            : children}
      {said ? (
        <span className="sr-only" role="status">
          {said === "copied" ? "Copied" : "Could not copy"}
        </span>
      ) : null}
    </Button>
  );
}

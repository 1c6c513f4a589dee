import Link from "next/link";
import type { ComponentProps, ReactNode, Ref } from "react";
import { cx } from "./class-names";
import { Icon, type IconName } from "./icon";

export type ButtonLook = "default" | "primary" | "quiet" | "danger" | "final" | "on";

type Common = {
  /** primary: the one action of a page (ink). danger: leads to a destructive act. final: commits it. on: a pressed state. */
  look?: ButtonLook | undefined;
  small?: boolean | undefined;
  icon?: IconName | undefined;
  /** Drawn at the end; the binding itself is registered with useKeys. */
  kbd?: ReactNode;
  /** Shown on hover and focus, e.g. the shortcut or what will happen. */
  tip?: string | undefined;
};

function classes(look: ButtonLook = "default", small: boolean | undefined, square: boolean, extra: string | undefined) {
  return cx("btn", look !== "default" && look, small && "small-ctl", square && "square", extra);
}

export type ButtonProps = Omit<ComponentProps<"button">, "disabled"> &
  Common & {
    /** Why it cannot be pressed now. The button stays focusable, and a finger on it is told, so that the reason can be read. */
    blocked?: string | undefined;
    /** The act is on its way: the only place where a spinner may appear. */
    busy?: boolean | undefined;
    ref?: Ref<HTMLButtonElement>;
  };

export function Button({
  look,
  small,
  icon,
  kbd,
  tip,
  blocked,
  busy,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const off = blocked !== undefined || busy === true;
  return (
    <button
      type="button"
      {...rest}
      className={classes(look, small, children === undefined, className)}
      data-tip={blocked ?? tip}
      data-tip-press={blocked === undefined ? undefined : ""}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      onClick={off ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <span className="spin" aria-hidden="true" /> : icon ? <Icon name={icon} /> : null}
      {children}
      {kbd}
    </button>
  );
}

/** A square button with an icon only; `label` is its name and its tooltip. */
export function IconButton({
  label,
  icon,
  look = "quiet",
  tip,
  ...rest
}: Omit<ButtonProps, "children"> & { label: string; icon: IconName }) {
  return <Button {...rest} look={look} icon={icon} aria-label={label} tip={tip ?? label} />;
}

export type ButtonLinkProps = ComponentProps<typeof Link> & Common;

/** Looks like a button, is a link: whatever changes the address. */
export function ButtonLink({ look, small, icon, kbd, tip, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} className={classes(look, small, children === undefined, className)} data-tip={tip}>
      {icon ? <Icon name={icon} /> : null}
      {children}
      {kbd}
    </Link>
  );
}

/** The ▾ after a word that opens something. */
export function DownMark() {
  return <Icon name="down" />;
}

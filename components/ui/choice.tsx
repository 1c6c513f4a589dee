"use client";
import { type ComponentProps, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { cx } from "./class-names";

type ChoiceProps = Omit<ComponentProps<"input">, "type"> & { ref?: Ref<HTMLInputElement> };

/** Off, on, or some (`some` draws the dash and is read as mixed). Give it `aria-label` when it stands without words. */
export function Checkbox({ some = false, className, ref, ...rest }: ChoiceProps & { some?: boolean }) {
  const own = useRef<HTMLInputElement>(null);
  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(ref, () => own.current);
  // no attribute says it, and the browser drops it with every press: set after each render
  useEffect(() => {
    if (own.current) own.current.indeterminate = some;
  });
  return <input {...rest} ref={own} type="checkbox" className={cx("check", className)} />;
}

export function Radio({ className, ...rest }: ChoiceProps) {
  return <input {...rest} type="radio" className={cx("check", className)} />;
}

/** Takes effect at once; use a checkbox for what a form sends later. */
export function Switch({ className, ...rest }: ChoiceProps) {
  return (
    <input {...rest} type="checkbox" role="switch" aria-checked={rest.checked} className={cx("toggle", className)} />
  );
}

/** A checkbox, radio or switch with its words. */
export function Choice({ children, control, hint }: { children: ReactNode; control: ReactNode; hint?: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is passed in
    <label className="choice">
      {control}
      <span>
        {children}
        {hint ? <span className="small muted block">{hint}</span> : null}
      </span>
    </label>
  );
}

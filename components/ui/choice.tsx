import type { ComponentProps, ReactNode, Ref } from "react";
import { cx } from "./class-names";

type ChoiceProps = Omit<ComponentProps<"input">, "type"> & { ref?: Ref<HTMLInputElement> };

/** Off, on, or some (`some` draws the dash and says "mixed"). Give it `aria-label` when it stands without words. */
export function Checkbox({ some, className, ref, ...rest }: ChoiceProps & { some?: boolean }) {
  return (
    <input
      {...rest}
      type="checkbox"
      className={cx("check", className)}
      ref={(element) => {
        if (element) element.indeterminate = some === true;
        if (typeof ref === "function") ref(element);
        else if (ref) ref.current = element;
      }}
    />
  );
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

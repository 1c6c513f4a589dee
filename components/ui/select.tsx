import type { ComponentProps } from "react";
import { cx } from "./class-names";
import { Icon } from "./icon";

export type SelectOption<Value extends string = string> = { value: Value; label: string; disabled?: boolean };

/** The platform's own list: right on phones, silent in the bundle. For rich or very long lists use Menu or the palette. */
export function Select<Value extends string>({
  options,
  quiet,
  frame,
  onPick,
  ...rest
}: Omit<ComponentProps<"select">, "children"> & {
  options: readonly SelectOption<Value>[];
  quiet?: boolean;
  frame?: string;
  /** like onChange, with the value typed */
  onPick?: (value: Value) => void;
}) {
  return (
    <span className={cx("select", quiet && "quiet", frame)}>
      <select
        {...rest}
        {...(onPick
          ? {
              onChange: (event) => {
                const option = options.find((one) => one.value === event.target.value);
                if (option) onPick(option.value);
              },
            }
          : {})}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </span>
  );
}

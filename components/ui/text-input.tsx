"use client";
import type { ComponentProps, ReactNode, Ref } from "react";
import { cx } from "./class-names";
import { Icon, type IconName } from "./icon";
import { leaveByEscape } from "./use-filter-key";

type TextInputProps = ComponentProps<"input"> & {
  icon?: IconName;
  /** after the text: a unit, a count, a Kbd */
  end?: ReactNode;
  mono?: boolean;
  /** class of the frame (width), as `className` goes to the input */
  frame?: string;
  ref?: Ref<HTMLInputElement>;
};

/** One line of text. Spread a Field's slot or react-hook-form's register() onto it. */
export function TextInput({ icon, end, mono, frame, ...rest }: TextInputProps) {
  return (
    <label className={cx("box", mono && "mono-text", frame)}>
      {icon ? <Icon name={icon} /> : null}
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        {...rest}
        onKeyDown={(event) => {
          rest.onKeyDown?.(event);
          if (rest.type === "search") leaveByEscape(event);
        }}
      />
      {end !== undefined ? <span className="small muted flex-none">{end}</span> : null}
    </label>
  );
}

/** Several lines, mono: keys, values, lists of names. */
export function TextArea({ frame, ...rest }: ComponentProps<"textarea"> & { frame?: string }) {
  return (
    <div className={cx("box tall mono-text", frame)}>
      <textarea rows={3} spellCheck={false} {...rest} />
    </div>
  );
}

/** A whole number of any size, kept as text so that 64-bit values survive; read it with BigInt. */
export function NumberInput({ unit, ...rest }: Omit<TextInputProps, "type" | "end" | "mono"> & { unit?: string }) {
  return <TextInput {...rest} mono inputMode="numeric" pattern="-?[0-9]*" {...(unit ? { end: unit } : {})} />;
}

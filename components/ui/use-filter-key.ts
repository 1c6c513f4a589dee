"use client";
import type { KeyboardEvent, RefObject } from "react";
import { useKeys } from "./use-keys";

/** Leaves a field with Escape, so that the page has its keys again. */
export function leaveByEscape(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key === "Escape") event.currentTarget.blur();
}

/** `/` goes to the page's filter and selects what is in it. A TextInput of type search leaves with Escape by itself. */
export function useFilterKey(input: RefObject<HTMLInputElement | null>): void {
  useKeys([
    {
      keys: "/",
      label: "Filter",
      inPalette: false,
      run: () => {
        input.current?.focus();
        input.current?.select();
      },
    },
  ]);
}

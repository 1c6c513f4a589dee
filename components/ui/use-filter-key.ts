"use client";
import type { RefObject } from "react";
import { useKeys } from "./use-keys";

/** `/` goes to the page's filter and selects what is in it; Escape there leaves it. */
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
    {
      keys: "Escape",
      label: "Leave the filter",
      inFields: true,
      inPalette: false,
      run: () => {
        if (document.activeElement === input.current) input.current?.blur();
      },
    },
  ]);
}

"use client";
import type { RefObject } from "react";
import { useKeys } from "./use-keys";

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

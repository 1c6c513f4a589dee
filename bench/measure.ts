import type { Workbench } from "./workbench.ts";

export type Unit = "µs" | "ms" | "s" | "MB" | "KB gzip" | "requests" | "% of a core";

/** One line of a result: what was measured, beside what it is held against in the same run. */
export type Figure = {
  what: string;
  unit: Unit;
  value: number;
  /** absent where there is nothing of the kind to compare with: the aim itself is the measure then */
  against?: { what: string; value: number } | undefined;
  /** `ratio`: value ÷ against at most this; `value`: at most this in the figure's unit */
  aim?: { of: "ratio" | "value"; most: number } | undefined;
  /** what a reader should know about how it came about */
  note?: string | undefined;
};

export type Measure = {
  /** of the command line and of the result's file */
  name: string;
  title: string;
  run(bench: Workbench): Promise<Figure[]>;
};

/** Value ÷ what it is held against; without such a thing ÷ the aim; null with neither. */
export function ratioOf({ value, against, aim }: Figure): number | null {
  if (against) return value / against.value;
  return aim?.of === "value" ? value / aim.most : null;
}

/** null without an aim */
export function isMet(figure: Figure): boolean | null {
  const { value, aim } = figure;
  if (!aim) return null;
  const held = aim.of === "ratio" ? ratioOf(figure) : value;
  return held !== null && held <= aim.most;
}

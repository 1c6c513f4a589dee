import type { ReactNode } from "react";

/**
 * Where a cell goes when a row becomes lines on a phone: p1 name, p1r right of it, p2/p2m/p2r the second line,
 * p3 the third (drawn only when it is not empty: trouble), full a whole line, hide not at all.
 */
export type PhonePlace = "p1" | "p1r" | "p2" | "p2m" | "p2r" | "p3" | "full" | "hide";

export type Column<Row> = {
  id: string;
  head: ReactNode;
  /** px; leave one column without, it takes the rest */
  width?: number;
  align?: "right" | "center";
  sortable?: boolean;
  /** leaves below 1400 px */
  wideOnly?: boolean;
  /** may draw over its edges: tapes, checkboxes, map cells */
  free?: boolean;
  /** default hide */
  phone?: PhonePlace;
  /** the word before the value on a phone */
  label?: string;
  className?: string;
  cell: (row: Row, index: number) => ReactNode;
};

export type Sort = { by: string; order: "asc" | "desc" };

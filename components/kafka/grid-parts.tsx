import type { ComponentProps } from "react";

/*
 * The parts of a grid whose rows stand by their place, which the elements of a table cannot. The grid itself has the focus
 * (aria-activedescendant), so its rows and cells need none.
 */

export function RowGroup(props: ComponentProps<"div">) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  return <div {...props} role="rowgroup" />;
}

export function GridRow(props: ComponentProps<"div">) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  // biome-ignore lint/a11y/useFocusableInteractive: see above
  return <div {...props} role="row" />;
}

export function GridCell(props: ComponentProps<"span"> & { "data-tip"?: string | undefined }) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  // biome-ignore lint/a11y/useFocusableInteractive: see above
  return <span {...props} role="gridcell" />;
}

export function GridHead(props: ComponentProps<"span">) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  // biome-ignore lint/a11y/useFocusableInteractive: see above
  return <span {...props} role="columnheader" />;
}

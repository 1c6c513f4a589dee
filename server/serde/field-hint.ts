/** A place in a value: `customer.address.street`, `items[].sku`; empty is the value itself. `default` is JSON text. */
export type FieldHint = {
  path: string;
  type: string;
  isRequired: boolean;
  default: string | null;
  doc: string | null;
};
/** How a schema is walked: so many fields, so deep. */
export const mostHints = 300;
export const mostHintDepth = 8;

export function pathOf(before: string, name: string): string {
  return before === "" ? name : `${before}.${name}`;
}

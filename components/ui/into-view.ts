/** As a `ref`: what appears below the fold because of a press is brought into sight once. */
export function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

/** The part of a KeyboardEvent the registry reads. */
export type KeyPress = Pick<
  KeyboardEvent,
  | "key"
  | "ctrlKey"
  | "metaKey"
  | "altKey"
  | "shiftKey"
  | "isComposing"
  | "defaultPrevented"
  | "timeStamp"
  | "target"
  | "preventDefault"
>;

/**
 * The one registry of keys: what the keyboard does now, what `?` lists, what the palette offers as acts.
 * Written as `g t` (one after the other), `mod+k` (Ctrl, or ⌘ on a Mac), `shift+x`, `?`, `Escape`, `[`.
 */
export type KeyBinding = {
  keys: string;
  label: string;
  /** heading in the help, e.g. "List"; the page's own acts by default */
  group?: string;
  run: (event: KeyPress) => void;
  /** works while a text field has the focus */
  inFields?: boolean;
  /** works while a dialog is open */
  inDialogs?: boolean;
  /** false keeps it out of the palette: moving a cursor is not an act to search for */
  inPalette?: boolean;
};

const SEQUENCE_MS = 1200;

export class KeyRegistry {
  #bindings: readonly KeyBinding[] = [];
  #listeners = new Set<() => void>();
  #begun: { stroke: string; at: number } | undefined;

  /** Later bindings of the same keys win, so a panel may borrow a key from its page. Returns the way to take them back. */
  add(bindings: readonly KeyBinding[]): () => void {
    this.#bindings = [...this.#bindings, ...bindings];
    this.#tell();
    return () => {
      this.#bindings = this.#bindings.filter((one) => !bindings.includes(one));
      this.#tell();
    };
  }

  /** What works here, without the ones that are covered by a later binding. */
  list = (): readonly KeyBinding[] => this.#bindings;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** True when the event ran a binding. `time` is the event's clock, ms. */
  handle(event: KeyPress, place: { field: boolean; dialog: boolean }): boolean {
    if (event.defaultPrevented || event.isComposing || ["Shift", "Control", "Alt", "Meta"].includes(event.key))
      return false;
    const stroke = strokeOf(event);
    const begun = this.#begun && event.timeStamp - this.#begun.at < SEQUENCE_MS ? this.#begun.stroke : undefined;
    this.#begun = undefined;
    const open = (one: KeyBinding) =>
      (!place.field || one.inFields === true) && (!place.dialog || one.inDialogs === true);
    const found = (keys: string) => this.#bindings.findLast((one) => one.keys === keys && open(one));
    const binding = (begun && found(`${begun} ${stroke}`)) || found(stroke);
    if (binding) {
      event.preventDefault();
      binding.run(event);
      return true;
    }
    if (this.#bindings.some((one) => one.keys.startsWith(`${stroke} `) && open(one)))
      this.#begun = { stroke, at: event.timeStamp };
    return false;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Letters are told by what they write, so `?` and `[` work on every layout; shift is named only where it does not show. */
function strokeOf(event: KeyPress): string {
  const key = event.key === " " ? "Space" : event.key;
  const shown = key.length === 1;
  const mods = [
    event.ctrlKey || event.metaKey ? "mod" : "",
    event.altKey ? "alt" : "",
    event.shiftKey && !shown ? "shift" : "",
  ];
  return [
    ...mods.filter((mod) => mod !== ""),
    shown && (event.ctrlKey || event.metaKey) ? key.toLowerCase() : key,
  ].join("+");
}

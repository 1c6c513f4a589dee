export type Toast = { id: number; text: string; action?: { label: string; run: () => void } };

let nextId = 1;
let shown: readonly Toast[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Says that something reversible was done, with its Undo. Never for errors: those stay where they happened. */
export function toast(text: string, action?: { label: string; run: () => void }): void {
  const id = nextId++;
  change([...shown.slice(-2), action ? { id, text, action } : { id, text }]);
}

export function dismissToast(id: number): void {
  change(shown.filter((one) => one.id !== id));
}

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function shownToasts(): readonly Toast[] {
  return shown;
}

/** The streams that are open in this process, so that its end can close each with a last event. */
export type StreamSet = {
  /** Registers a stream; the returned function takes it out again. A stream that comes while closing is closed at once. */
  add(close: () => void): () => void;
  /** Ends every stream with `done`, reason `shutdown`. */
  close(): void;
  readonly size: number;
};

export function createStreamSet(): StreamSet {
  const open = new Set<() => void>();
  let closing = false;
  return {
    add(close) {
      if (closing) {
        close();
        return () => {};
      }
      open.add(close);
      return () => {
        open.delete(close);
      };
    },
    close() {
      closing = true;
      const all = [...open];
      open.clear();
      for (const close of all) close();
    },
    get size() {
      return open.size;
    },
  };
}

const words: Record<string, string> = {
  mod: "Ctrl",
  escape: "Esc",
  space: "Space",
  enter: "Enter",
  arrowup: "↑",
  arrowdown: "↓",
};

function word(key: string): string {
  return words[key.toLowerCase()] ?? (key.length === 1 ? key : key.charAt(0).toUpperCase() + key.slice(1));
}

/** Keycaps are capitals: Ctrl K, though the registry says what is typed. */
function inStroke(key: string, _: number, all: string[]): string {
  return all.length > 1 && key.length === 1 ? key.toUpperCase() : word(key);
}

/** Draws a binding as written in the registry: `mod+k`, `g t`, `?`. */
export function Kbd({ keys }: { keys: string }) {
  const strokes = keys === " " ? ["space"] : keys.split(" ");
  return (
    <>
      {strokes.map((stroke) => (
        <kbd key={stroke} className="not-first:ml-1">
          {stroke === "+" ? "+" : stroke.split("+").map(inStroke).join(" ")}
        </kbd>
      ))}
    </>
  );
}

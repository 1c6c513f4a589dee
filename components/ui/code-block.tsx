import { CopyButton } from "./copy-button";

/** The same act from a shell, or a snippet to take along. Lines that start with # are drawn quiet; what is copied is exact. */
export function CodeBlock({ text, label = "Commands" }: { text: string; label?: string }) {
  return (
    <figure className="cli" aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, also by keyboard */}
      <pre tabIndex={0}>
        {text.split("\n").map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
          <span key={at} className={line.startsWith("#") ? "muted" : undefined}>
            {line}
            {"\n"}
          </span>
        ))}
      </pre>
      <span className="copy">
        <CopyButton text={text}>Copy</CopyButton>
      </span>
    </figure>
  );
}

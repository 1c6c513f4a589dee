import type { Example } from "./produce-repeat";

/** The first records a template makes. */
export function RepeatExamples({ examples }: { examples: readonly Example[] }) {
  return (
    <section aria-label="What it writes" className="grid gap-1">
      <h3 className="lab">The first three</h3>
      <ol className="grid">
        {examples.map(({ key, value, headers }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the nth example is the nth
          <li key={at} className="grid min-w-0 border-b border-line py-1">
            <span className="mono line-clamp-4 wrap-anywhere">
              {key === null ? <span className="muted">no key</span> : key}{" "}
              <span className="soft">{value ?? "tombstone"}</span>
            </span>
            {headers.length > 0 ? (
              <span className="mono small muted line-clamp-2 wrap-anywhere">{headers.join(", ")}</span>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A record as it would be written, its bytes as text; headers as `name: value`. */
export type RecordExample = { key: string | null; value: string | null; headers: readonly string[] };

/** The first records that a template or a text makes. */
export function RecordExamples({ examples }: { examples: readonly RecordExample[] }) {
  if (examples.length === 0) return null;
  return (
    <section aria-label="What it writes" className="grid gap-1">
      <h3 className="lab">{examples.length < 3 ? "What is written" : "The first three"}</h3>
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

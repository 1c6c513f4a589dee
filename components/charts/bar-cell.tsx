/** A share of 0 to 1 as a bar; null is unknown and drawn as a short dash. The figure stands in the next cell. */
export function BarCell({ share, tone }: { share: number | null; tone?: "warn" | "bad" | undefined }) {
  if (share === null) return <span className="barcell unknown" aria-hidden="true" />;
  return (
    <span className="barcell" aria-hidden="true">
      {share > 0 ? <i className={tone} style={{ width: `${Math.min(100, Math.max(0.5, share * 100))}%` }} /> : null}
    </span>
  );
}

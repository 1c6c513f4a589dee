import { cx } from "@/components/ui/class-names";
import { sparkPath } from "./spark-path";

/** The last minutes of one number. Decorative beside its figure; with `label` it speaks for itself. */
export function Sparkline({
  values,
  tone,
  label,
}: {
  values: readonly (number | null)[];
  tone?: "warn" | "bad" | undefined;
  label?: string;
}) {
  const { line, area, last } = sparkPath(values);
  return (
    <svg
      className={cx("spark", tone)}
      viewBox="0 0 64 16"
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      {last ? (
        <>
          <path className="area" d={area} />
          <path d={line} />
          <circle cx={last.x} cy={last.y} r="1.6" />
        </>
      ) : (
        <path d="M1 15H62" strokeDasharray="2 3" />
      )}
    </svg>
  );
}

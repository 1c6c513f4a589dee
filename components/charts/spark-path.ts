/** Path data of a sparkline in a box of 64 × 16, zero-based so that steady looks steady; null values leave gaps. */
export function sparkPath(values: readonly (number | null)[]): {
  line: string;
  area: string;
  last: { x: number; y: number } | undefined;
} {
  const top = Math.max(0, ...values.map((value) => value ?? 0));
  const x = (at: number) => 1 + (at * 61) / Math.max(1, values.length - 1);
  const y = (value: number) => (top === 0 ? 15 : 15 - (Math.max(0, value) / top) * 13);
  const runs: { x: number; y: number }[][] = [];
  let run: { x: number; y: number }[] | undefined;
  values.forEach((value, at) => {
    if (value === null || !Number.isFinite(value)) {
      run = undefined;
      return;
    }
    if (!run) {
      run = [];
      runs.push(run);
    }
    run.push({ x: x(at), y: y(value) });
  });
  const text = (points: { x: number; y: number }[]) =>
    points.map((point) => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join("L");
  return {
    line: runs.map((points) => `M${text(points)}`).join(""),
    area: runs
      .filter((points) => points.length > 1)
      .map((points) => `M${points[0]?.x.toFixed(1)} 15L${text(points)}L${points.at(-1)?.x.toFixed(1)} 15Z`)
      .join(""),
    last: runs.at(-1)?.at(-1),
  };
}

import type { ReactNode } from "react";

export type MemberCell = { text: string; tone?: "ok" | "warn" | "bad"; tip: string } | "was" | null;

export type MapMember = { id: string; name: string; gone?: boolean; total: ReactNode };

/** Members × partitions of one topic: who holds what and how far behind; a dashed cell is what a member held before. */
export function MemberMap({
  label,
  unit,
  members,
  partitions,
  cell,
}: {
  label: string;
  /** what the figures are: "min behind", "records" */
  unit: string;
  members: readonly MapMember[];
  partitions: readonly number[];
  cell: (member: string, partition: number) => MemberCell;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, also by keyboard
    <section className="relative overflow-x-auto" aria-label={label} tabIndex={0}>
      <table className="members ruled" aria-label={label} style={{ width: 128 + partitions.length * 40 + 80 }}>
        <thead>
          <tr>
            <th scope="col" style={{ width: 180 }}>
              {unit}
            </th>
            {partitions.map((partition) => (
              <th key={partition} scope="col">
                {partition}
              </th>
            ))}
            <th scope="col" style={{ width: 80 }}>
              total
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.id} className={member.gone ? "gone" : undefined}>
              <td className="cut" data-tip-cut={member.name}>
                <span className="name">{member.name}</span>
              </td>
              {partitions.map((partition) => (
                <td key={partition}>
                  <Held cell={cell(member.id, partition)} />
                </td>
              ))}
              <td>{member.total}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Held({ cell }: { cell: MemberCell }) {
  if (cell === null) return null;
  if (cell === "was")
    return (
      <span className="was">
        <span className="sr-only">held before</span>
      </span>
    );
  return (
    <span className={cell.tone ? `own ${cell.tone}` : "own"} data-tip={cell.tip}>
      {cell.text}
    </span>
  );
}

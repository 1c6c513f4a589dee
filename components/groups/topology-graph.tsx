import type { GroupDetail, GroupTopology } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import { cutMiddle } from "@/lib/format/middle-cut";
import { type TopologyNode, topologyLayout } from "./topology-layout";

const wide = 208;
const gap = 44;
const tall = 44;
const boxTall = 30;

const kindWords: Readonly<Record<TopologyNode["kind"], string>> = {
  source: "source topic",
  repartition: "repartition topic",
  changelog: "changelog topic",
  part: "subtopology",
};

/** What a streams application does with its topics, from left to right; boxes in ink are its parts, with their tasks. */
export function TopologyGraph({ topology, members }: { topology: GroupTopology; members: GroupDetail["members"] }) {
  const layout = topologyLayout(topology);
  const width = layout.columns * (wide + gap) - gap + 2;
  const height = layout.lines * tall;
  const at = new Map(
    layout.nodes.map((node) => [node.id, { x: node.column * (wide + gap) + 1, y: node.line * tall + 6 }]),
  );
  const tasks = tasksByPart(members);
  return (
    <section
      className="overflow-x-auto border-t border-rule pt-3"
      aria-label="Topology of the application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, also by keyboard
      tabIndex={0}
    >
      <svg className="topology" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {layout.edges.map(({ from, to }) => {
          const [a, b] = [at.get(from), at.get(to)];
          if (!a || !b) return null;
          const [x, y, end, endY] = [a.x + wide, a.y + boxTall / 2, b.x, b.y + boxTall / 2];
          const bend = end > x ? (end - x) / 2 : 60;
          return (
            <path
              key={`${from} ${to}`}
              className="edge"
              d={`M${x} ${y}C${x + bend} ${y} ${end - bend} ${endY} ${end - 5} ${endY}m-4 -3.5l4 3.5l-4 3.5`}
            />
          );
        })}
        {layout.nodes.map((node) => {
          const { x, y } = at.get(node.id) ?? { x: 0, y: 0 };
          const text =
            node.kind === "part"
              ? `part ${node.name}, ${plural(tasks.get(node.name) ?? 0, "task")}`
              : cutMiddle(node.name, 27);
          return (
            <g key={node.id} className={node.kind}>
              <title>{`${kindWords[node.kind]} ${node.name}`}</title>
              <rect x={x} y={y} width={wide} height={boxTall} rx={node.kind === "part" ? 4 : 0} />
              <text x={x + 10} y={y + 19}>
                {text}
              </text>
            </g>
          );
        })}
      </svg>
      <ul className="sr-only">
        {topology.subtopologies.map((one) => (
          <li key={one.id}>
            {`Part ${one.id}, ${plural(tasks.get(one.id) ?? 0, "task")}: reads ${[...one.sources, ...one.repartitionSources].join(", ") || "nothing"}; writes to repartition topics ${one.repartitionSinks.join(", ") || "none"}; keeps state in ${one.changelogs.join(", ") || "no topic"}.`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function tasksByPart(members: GroupDetail["members"]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { tasks } of members)
    for (const { subtopology, partitions } of tasks?.active ?? [])
      counts.set(subtopology, (counts.get(subtopology) ?? 0) + partitions.length);
  return counts;
}

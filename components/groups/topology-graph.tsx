"use client";
import { useState } from "react";
import type { GroupDetail, GroupTopology } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import { cutMiddle } from "@/lib/format/middle-cut";
import { boxTall, topologyDrawing } from "./topology-drawing";
import { type TopologyNode, topologyLayout } from "./topology-layout";

/** advance of a letter of the boxes' type, in px */
const letter = 6.95;

const kindWords: Readonly<Record<TopologyNode["kind"], string>> = {
  source: "source topic",
  repartition: "repartition topic",
  changelog: "changelog topic",
  part: "subtopology",
};

/** What a streams application does with its topics, from left to right, downwards where that is too narrow; boxes in ink are its parts, with their tasks. */
export function TopologyGraph({ topology, members }: { topology: GroupTopology; members: GroupDetail["members"] }) {
  const [room, setRoom] = useState(0);
  const layout = topologyLayout(topology);
  const drawing = topologyDrawing(layout, room);
  const tasks = tasksByPart(members);
  return (
    <section
      ref={(element) => {
        if (!element) return;
        const observer = new ResizeObserver(() => setRoom(element.clientWidth));
        observer.observe(element);
        return () => observer.disconnect();
      }}
      className="overflow-x-auto border-t border-rule pt-3"
      aria-label="Topology of the application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, also by keyboard
      tabIndex={0}
    >
      {room > 0 ? (
        <svg className="topology" width={drawing.width} height={drawing.height} aria-hidden="true">
          {drawing.edges.map(({ from, to, path }) => (
            <path key={`${from} ${to}`} className="edge" d={path} />
          ))}
          {drawing.boxes.map(({ node, x, y }) => {
            const text =
              node.kind === "part" ? `part ${node.name}, ${plural(tasks.get(node.name) ?? 0, "task")}` : node.name;
            return (
              <g key={node.id} className={node.kind}>
                <title>{`${kindWords[node.kind]} ${node.name}`}</title>
                <rect x={x} y={y} width={drawing.wide} height={boxTall} rx={node.kind === "part" ? 4 : 0} />
                <text x={x + 10} y={y + 19}>
                  {cutMiddle(text, Math.floor((drawing.wide - 20) / letter))}
                </text>
              </g>
            );
          })}
        </svg>
      ) : null}
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

import type { TopologyLayout, TopologyNode } from "./topology-layout";

/** in px */
export const boxTall = 30;
const [mostWide, leastWide] = [208, 132];
const gap = { across: 44, down: 30, side: 14 };
const margin = 1;

export type TopologyDrawing = {
  width: number;
  height: number;
  /** of a box */
  wide: number;
  boxes: { node: TopologyNode; x: number; y: number }[];
  edges: { from: string; to: string; path: string }[];
};

/** Boxes and arrows in px: from left to right in `room` px of width, from top to bottom where the boxes would be too narrow for their names. */
export function topologyDrawing({ nodes, edges, columns, lines }: TopologyLayout, room: number): TopologyDrawing {
  const across = boxWidth(room, columns, gap.across);
  const isAcross = across >= leastWide;
  const wide = isAcross ? across : Math.max(leastWide, boxWidth(room, lines, gap.side));
  const boxes = nodes.map((node) => ({
    node,
    x: margin + (isAcross ? node.column * (wide + gap.across) : node.line * (wide + gap.side)),
    y: margin + (isAcross ? node.line * (boxTall + gap.side) : node.column * (boxTall + gap.down)),
  }));
  const at = new Map(boxes.map(({ node, x, y }) => [node.id, { x, y }]));
  return {
    width: Math.max(0, ...boxes.map(({ x }) => x + wide + margin)),
    height: Math.max(0, ...boxes.map(({ y }) => y + boxTall + margin)),
    wide,
    boxes,
    edges: edges.flatMap(({ from, to }) => {
      const [a, b] = [at.get(from), at.get(to)];
      if (!a || !b) return [];
      const path = isAcross
        ? arrowAcross(a.x + wide, a.y + boxTall / 2, b.x, b.y + boxTall / 2)
        : arrowDown(a.x + wide / 2, a.y + boxTall, b.x + wide / 2, b.y);
      return [{ from, to, path }];
    }),
  };
}

function boxWidth(room: number, count: number, between: number): number {
  return Math.min(mostWide, Math.floor((room - 2 * margin - (count - 1) * between) / Math.max(1, count)));
}

/** One that leads back leaves and arrives with a wide bend. */
function arrowAcross(x: number, y: number, endX: number, endY: number): string {
  const bend = endX > x ? (endX - x) / 2 : 60;
  return `M${x} ${y}C${x + bend} ${y} ${endX - bend} ${endY} ${endX - 5} ${endY}m-4 -3.5l4 3.5l-4 3.5`;
}

function arrowDown(x: number, y: number, endX: number, endY: number): string {
  const bend = endY > y ? (endY - y) / 2 : 60;
  return `M${x} ${y}C${x} ${y + bend} ${endX} ${endY - bend} ${endX} ${endY - 5}m-3.5 -4l3.5 4l3.5 -4`;
}

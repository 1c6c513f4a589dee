import { expect, test } from "vitest";
import { boxTall, topologyDrawing } from "./topology-drawing";
import { topologyLayout } from "./topology-layout";

const topology = {
  sources: ["lines"],
  repartitionSinks: ["words"],
  repartitionSources: [],
  changelogs: [],
};
const layout = topologyLayout({
  subtopologies: [
    { ...topology, id: "0" },
    { id: "1", sources: [], repartitionSinks: [], repartitionSources: ["words"], changelogs: ["counts"] },
  ],
});

test.each([360, 700, 1177, 3000])("fits %i px, and no box lies on another", (room) => {
  const drawing = topologyDrawing(layout, room);
  expect(drawing.width).toBeLessThanOrEqual(room);
  const isDown = new Set(drawing.boxes.map(({ x }) => x)).size === 1;
  expect(isDown).toBe(room < 838);
  for (const [index, a] of drawing.boxes.entries())
    for (const b of drawing.boxes.slice(index + 1))
      expect(Math.abs(a.x - b.x) >= drawing.wide || Math.abs(a.y - b.y) >= boxTall).toBe(true);
  expect(drawing.edges).toHaveLength(4);
});

test("more boxes than fit side by side keep the width of a name", () => {
  const sources = Array.from({ length: 6 }, (_, n) => `topic-${n}`);
  const drawing = topologyDrawing(topologyLayout({ subtopologies: [{ ...topology, id: "0", sources }] }), 358);
  expect(drawing.wide).toBe(132);
  expect(drawing.width).toBeGreaterThan(358);
});

import { expect, test } from "vitest";
import { topologyLayout } from "./topology-layout";

const part = (id: string, more: Partial<Parameters<typeof topologyLayout>[0]["subtopologies"][number]>) => ({
  id,
  sources: [],
  repartitionSinks: [],
  repartitionSources: [],
  changelogs: [],
  ...more,
});
const places = (layout: ReturnType<typeof topologyLayout>) =>
  Object.fromEntries(layout.nodes.map(({ name, kind, column }) => [`${kind} ${name}`, column]));

test("word count stands from left to right", () => {
  const layout = topologyLayout({
    subtopologies: [
      part("1", { repartitionSources: ["counts-repartition"], changelogs: ["counts-changelog"] }),
      part("0", { sources: ["lines"], repartitionSinks: ["counts-repartition"] }),
    ],
  });
  expect(places(layout)).toEqual({
    "source lines": 0,
    "part 0": 1,
    "repartition counts-repartition": 2,
    "part 1": 3,
    "changelog counts-changelog": 4,
  });
  expect(layout).toMatchObject({ columns: 5, lines: 1 });
  expect(layout.edges).toHaveLength(4);
});

test("topics of one part stand below each other, and a circle ends", () => {
  const layout = topologyLayout({
    subtopologies: [
      part("0", { sources: ["a", "b"], repartitionSources: ["x"], repartitionSinks: ["y"] }),
      part("1", { repartitionSources: ["y"], repartitionSinks: ["x"] }),
    ],
  });
  expect(layout.nodes.find(({ name }) => name === "b")).toMatchObject({ line: 1 });
  expect(layout.edges).toHaveLength(6);
});

import type { GroupTopology } from "@/lib/api/groups";

export type TopologyNode = {
  id: string;
  kind: "source" | "repartition" | "changelog" | "part";
  name: string;
  /** columns from the left, lines from the top */
  column: number;
  line: number;
};
export type TopologyLayout = {
  nodes: TopologyNode[];
  edges: { from: string; to: string }[];
  columns: number;
  lines: number;
};

/**
 * A streams topology from left to right: topics, the parts that read them, what those write. A topic that is written and read
 * inside stands once, between its parts. Parts that feed each other in a circle stand where they are first reached.
 */
export function topologyLayout({ subtopologies }: Pick<GroupTopology, "subtopologies">): TopologyLayout {
  const kinds = new Map<string, { kind: TopologyNode["kind"]; name: string }>();
  const edges = new Map<string, { from: string; to: string }>();
  const node = (kind: TopologyNode["kind"], name: string) => {
    const id = kind === "part" ? `part ${name}` : `topic ${name}`;
    // a repartition topic stays one, also where another part names it as its source
    const known = kinds.get(id);
    if (!known || (known.kind === "source" && kind === "repartition")) kinds.set(id, { kind, name });
    return id;
  };
  const edge = (from: string, to: string) => edges.set(`${from} ${to}`, { from, to });
  for (const one of subtopologies.toSorted((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }))) {
    const part = node("part", one.id);
    for (const name of one.sources) edge(node("source", name), part);
    for (const name of one.repartitionSources) edge(node("repartition", name), part);
    for (const name of one.repartitionSinks) edge(part, node("repartition", name));
    for (const name of one.changelogs) edge(part, node("changelog", name));
  }
  const columns = depths([...kinds.keys()], [...edges.values()]);
  const used = new Map<number, number>();
  const nodes = [...kinds].map(([id, { kind, name }]): TopologyNode => {
    const column = columns.get(id) ?? 0;
    const line = used.get(column) ?? 0;
    used.set(column, line + 1);
    return { id, kind, name, column, line };
  });
  return {
    nodes,
    edges: [...edges.values()],
    columns: Math.max(0, ...nodes.map(({ column }) => column + 1)),
    lines: Math.max(0, ...used.values()),
  };
}

/** The longest way to each node; one that leads back is not counted. */
function depths(ids: readonly string[], edges: readonly { from: string; to: string }[]): Map<string, number> {
  const into = Map.groupBy(edges, ({ to }) => to);
  const known = new Map<string, number>();
  const depth = (id: string, path: ReadonlySet<string>): number => {
    const ready = known.get(id);
    if (ready !== undefined) return ready;
    const here = new Set([...path, id]);
    let most = 0;
    for (const { from } of into.get(id) ?? []) if (!here.has(from)) most = Math.max(most, depth(from, here) + 1);
    known.set(id, most);
    return most;
  };
  for (const id of ids) depth(id, new Set());
  return known;
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { clusterRows } from "@/components/live/cluster-rows";
import { useRecents } from "@/components/ui/favourites";
import { setPreference, usePreferences } from "@/components/ui/preferences";
import { useBoundKeys } from "@/components/ui/use-keys";
import { plural } from "@/lib/format/count";
import { duration } from "@/lib/format/duration";
import { paths } from "@/lib/paths";
import { type PaletteGroup, type PaletteItem, ranked } from "./palette-items";
import { brokerHits, groupHits, topicHits } from "./palette-queries";
import { places } from "./places";

/** Things before acts before history; `>` asks for acts only, `@` for clusters only. */
export function usePaletteGroups(cluster: string | null, typed: string): { groups: PaletteGroup[]; asking: boolean } {
  const mode = typed.startsWith(">") ? "acts" : typed.startsWith("@") ? "clusters" : "all";
  const query = mode === "all" ? typed.trim() : typed.slice(1).trim();
  const things = useThings(mode === "all" && query !== "" ? cluster : null, query);
  const clusters = useClusters(cluster);
  const acts = useActs();
  const recents = useRecents(cluster ?? "").map(
    (one): PaletteItem => ({ id: `recent ${one.href}`, kind: "Recent", label: one.label, mono: true, href: one.href }),
  );
  const pages = (cluster === null ? [] : places).map(
    (one): PaletteItem => ({
      id: one.id,
      kind: "Page",
      label: one.label,
      mono: false,
      href: one.href(cluster ?? ""),
      keys: one.key,
    }),
  );

  const all: [string, readonly PaletteItem[]][] =
    mode === "acts"
      ? [["Do", ranked(acts, query, 50)]]
      : mode === "clusters"
        ? [["Clusters", ranked(clusters, query, 50)]]
        : query === ""
          ? [
              ["Recent", recents.slice(0, 6)],
              ["Go to", pages],
              ["Do", acts],
              ["Clusters", clusters],
            ]
          : [
              ["Go to", [...ranked([...pages, ...things.items], query, 12)]],
              ["Do", ranked(acts, query, 6)],
              ["Clusters", ranked(clusters, query, 4)],
            ];
  return {
    groups: all.filter(([, items]) => items.length > 0).map(([value, items]) => ({ value, items })),
    asking: things.asking,
  };
}

function useThings(cluster: string | null, query: string): { items: PaletteItem[]; asking: boolean } {
  const enabled = cluster !== null;
  const c = cluster ?? "";
  const topics = useQuery({ ...topicHits(c, query), enabled, placeholderData: (before) => before });
  const groups = useQuery({ ...groupHits(c, query), enabled, placeholderData: (before) => before });
  const brokers = useQuery({ ...brokerHits(c), enabled });
  if (!enabled) return { items: [], asking: false };
  const items: PaletteItem[] = [
    ...(groups.data?.items ?? []).map((one): PaletteItem => {
      const { text, unit } = duration(one.lagMs);
      return {
        id: `group ${one.id}`,
        kind: "Group",
        label: one.id,
        mono: true,
        href: paths.group(c, one.id),
        end: { text: one.lagMs === null ? one.state : `${text} ${unit} behind` },
      };
    }),
    ...(topics.data?.items ?? []).map((one): PaletteItem => {
      const bad = one.offlinePartitions > 0;
      const warn = one.underReplicatedPartitions > 0;
      const end = bad
        ? { text: `${one.offlinePartitions} offline`, tone: "bad" as const }
        : warn
          ? { text: `${one.underReplicatedPartitions} under-replicated`, tone: "warn" as const }
          : { text: `${one.partitionCount} × ${one.replicationFactor}` };
      return {
        id: `topic ${one.name}`,
        kind: "Topic",
        label: one.name,
        mono: true,
        href: paths.topic(c, one.name),
        end,
      };
    }),
    ...(brokers.data?.items ?? []).map(
      (one): PaletteItem => ({
        id: `broker ${one.id}`,
        kind: "Broker",
        label: `${one.id} ${one.host}:${one.port}`,
        mono: true,
        href: paths.broker(c, one.id),
        end: one.isAnswering
          ? { text: one.leaderCount === null ? "" : plural(one.leaderCount, "leader") }
          : { text: "not answering", tone: "bad" },
      }),
    ),
  ];
  return { items, asking: topics.isFetching || groups.isFetching };
}

function useClusters(current: string | null): PaletteItem[] {
  const { data } = useQuery(clusterRows());
  return (data?.items ?? [])
    .filter((one) => one.name !== current)
    .map((one) => ({
      id: `cluster ${one.name}`,
      kind: "Cluster",
      label: one.name,
      mono: true,
      href: paths.overview(one.name),
      end:
        one.status === "unreachable"
          ? { text: "not answering", tone: "bad" as const }
          : { text: one.environment ?? "" },
    }));
}

function useActs(): PaletteItem[] {
  const { zone, density } = usePreferences();
  const bound = new Map(
    useBoundKeys()
      .filter((one) => one.inPalette !== false)
      .map((one) => [one.keys, one]),
  );
  const fromKeys = [...bound.values()].map(
    (one): PaletteItem => ({
      id: `key ${one.keys}`,
      kind: one.group ?? "This page",
      label: one.label,
      mono: false,
      keys: one.keys,
      run: () => one.run(new KeyboardEvent("keydown")),
    }),
  );
  const other = zone === "utc" ? "local" : "utc";
  const clock: PaletteItem = {
    id: "zone",
    kind: "Clock",
    label: other === "utc" ? "Write times in UTC" : "Write times in local time",
    mono: false,
    run: () => setPreference("zone", other),
  };
  const rows = (["compact", "normal", "comfortable"] as const)
    .filter((one) => one !== density)
    .map(
      (one): PaletteItem => ({
        id: `rows ${one}`,
        kind: "Rows",
        label: `Make rows ${one}`,
        mono: false,
        run: () => setPreference("density", one),
      }),
    );
  return [...fromKeys, clock, ...rows];
}

import { gzipSync } from "node:zlib";
import { paths } from "../lib/paths.ts";
import { longTopic } from "./long-topic.ts";
import type { Figure, Measure } from "./measure.ts";
import { type Console, clusterName, get } from "./workbench.ts";

/** Group and broker pages are the same code whatever they show: these names need not exist to weigh it. */
const pages: readonly [title: string, path: string][] = [
  ["clusters", paths.clusters()],
  ["overview", paths.overview(clusterName)],
  ["topics", paths.topics(clusterName)],
  ["messages", paths.topicMessages(clusterName, longTopic.name)],
  ["partitions", paths.topicPartitions(clusterName, longTopic.name)],
  ["config", paths.topicConfig(clusterName, longTopic.name)],
  ["topic's groups", paths.topicGroups(clusterName, longTopic.name)],
  ["groups", paths.groups(clusterName)],
  ["group", paths.group(clusterName, "billing")],
  ["brokers", paths.brokers(clusterName)],
  ["broker", paths.broker(clusterName, 1)],
];

/** JavaScript a page makes the browser load before it is usable, as gzip; what it loads later when needed is not in it. */
export const firstLoad: Measure = {
  name: "first-load",
  title: "JavaScript of a page's first load",
  async run(bench) {
    const console = await bench.console(await bench.longTopic());
    try {
      const sizes = new Map<string, number>();
      const scriptsOf = new Map<string, string[]>();
      for (const [title, path] of pages) scriptsOf.set(title, await scripts(console, path));
      for (const script of new Set([...scriptsOf.values()].flat())) {
        sizes.set(script, gzipSync(await get(console, script), { level: 9 }).length / 1e3);
      }
      const sum = (names: readonly string[]) => names.reduce((total, name) => total + (sizes.get(name) ?? 0), 0);
      const common = [...sizes.keys()].filter((script) => [...scriptsOf.values()].every((all) => all.includes(script)));
      const against = { what: "what all pages share", value: sum(common) };
      return pages.map(([title]): Figure => {
        const names = scriptsOf.get(title) ?? [];
        const note = `${names.length} files; ${(sum(names) / 200).toFixed(2)} of the aim`;
        return { what: title, unit: "KB gzip", value: sum(names), against, aim: { of: "value", most: 200 }, note };
      });
    } finally {
      await bench.stop(console);
    }
  },
};

/** The script files a page's HTML names, in tags, preloads and the flight data; not those for browsers without modules. */
async function scripts(console: Console, path: string): Promise<string[]> {
  const html = await get(console, path);
  const found = new Set<string>();
  for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) {
    const source = /\bsrc="([^"]+\.js[^"]*)"/.exec(tag)?.[1];
    if (source && !/\bnomodule\b/i.test(tag)) found.add(source.replaceAll("&amp;", "&"));
  }
  for (const [file] of html.matchAll(/\/_next\/static\/chunks\/[\w.\-~[\]%()/]+?\.js/g)) found.add(file);
  for (const [tag] of html.matchAll(/<script\b[^>]*\bnomodule\b[^>]*>/gi)) {
    const source = /\bsrc="([^"]+)"/.exec(tag)?.[1];
    if (source) found.delete(source);
  }
  return [...found];
}

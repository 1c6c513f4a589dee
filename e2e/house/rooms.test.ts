import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Endpoint } from "../../lib/api/endpoint.ts";
import { contractTable } from "../../lib/api/table.ts";
import { breaches, importsOf, readSources, type Source } from "./law.ts";

const root = join(import.meta.dirname, "../..");
const folders = ["app", "components", "lib", "server", "e2e", "bench", "rig", "bin"];
const sources = readSources(root, folders);
const planted = join(import.meta.dirname, "rooms.fixtures");

/** A planted file: its path below the fixtures with `.txt` at the end; its first line names the rule it breaks, or "fine". */
function plantedFiles(): (Source & { rule: string })[] {
  return readdirSync(planted, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const full = join(entry.parentPath, entry.name);
      const text = readFileSync(full, "utf8");
      const path = full.slice(planted.length + 1, -".txt".length).replaceAll("\\", "/");
      return { path, text, rule: /^\/\/ (\w+)/.exec(text)?.[1] ?? "" };
    });
}

describe("the house", () => {
  it("is read at all", () => {
    expect(sources.length).toBeGreaterThan(200);
    expect(sources.flatMap(({ text }) => importsOf(text)).length).toBeGreaterThan(500);
  });

  it("keeps its walls, its words and its budgets", () => {
    expect(breaches(sources).map(({ path, rule, says }) => `${path}: ${rule}: ${says}`)).toEqual([]);
  });

  it.each(plantedFiles())("would notice: $path ($rule)", ({ path, text, rule }) => {
    expect(breaches([{ path, text }]).map((breach) => breach.rule)).toEqual(rule === "fine" ? [] : [rule]);
  });

  it("would notice a file that grew too long", () => {
    const long = { path: "lib/kafka/lag.ts", text: "export {};\n".repeat(401) };
    expect(breaches([long]).map(({ rule }) => rule)).toEqual(["length"]);
  });

  it("has rooms whose READMEs are at most 12 lines", () => {
    const long = sources
      .map(({ path }) => join(root, path, "../README.md"))
      .filter(
        (readme, at, all) =>
          all.indexOf(readme) === at && existsSync(readme) && /(server|components|lib)\//.test(readme),
      )
      .filter((readme) => readFileSync(readme, "utf8").trimEnd().split("\n").length > 12);
    expect(long).toEqual([]);
  });
});

describe("contracts and routes", () => {
  const contracts = Object.entries(contractTable) as [string, Endpoint][];
  const routeOf = (path: string) => join(root, "app", path.replace(/\{(\w+)\}/g, "[$1]"), "route.ts");

  it("every contract is in the table", () => {
    const written = sources
      .filter(({ path }) => /^lib\/api\/[^/]+\.ts$/.test(path) && !path.endsWith(".test.ts"))
      .flatMap(({ text }) => [...text.matchAll(/export const (\w+) = endpoint\(/g)].map(([, name]) => name));
    expect(written.sort()).toEqual(contracts.map(([name]) => name).sort());
  });

  it("every contract has its route, which serves every verb", () => {
    const missing = contracts.filter(([name, { method, path }]) => {
      const file = routeOf(path);
      if (!existsSync(file)) return true;
      const text = readFileSync(file, "utf8");
      const served = new RegExp(`\\b${method}: serve\\(\\s*${name}\\b`).test(text);
      return !served || !/export const \{ GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS \} = routes\(/.test(text);
    });
    expect(missing.map(([name, { method, path }]) => `${name}: ${method} ${path}`)).toEqual([]);
  });

  it("every route has a contract", () => {
    const known = new Set(contracts.map(([, { path }]) => routeOf(path)));
    const unknownPaths = ["app/api/route.ts", "app/api/[...rest]/route.ts"];
    const routes = sources
      .map(({ path }) => path)
      .filter((path) => path.endsWith("/route.ts") && !unknownPaths.includes(path));
    expect(routes.filter((path) => !known.has(join(root, path)))).toEqual([]);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { guarded, type Room, rooms } from "./rooms.ts";

/** A source file by its path from the root, with `/` between names. */
export type Source = { path: string; text: string };
export type Breach = { rule: "import" | "environment" | "length" | "name" | "suppression"; path: string; says: string };

const sourceFile = /\.(ts|tsx|mts|mjs)$/;
/** tests, and what only tests use */
const test = /\.(test|spec|fixtures)\.tsx?$|\.fixtures\//;
const mostLines = 400;
/** tables of data may be as long as what they list */
const tables = new Set(["lib/kafka/error-codes.ts"]);
const noName = /^(utils?|helpers?|common|misc|shared|types|constants|index)\.[a-z]+$/;
/** Where the environment may be read. Everything else is given what it needs. */
const environmentReaders = /^(server\/config\.ts|(bin|rig|e2e|bench)\/|[^/]+\.config\.(ts|mjs)$)/;

/** All sources under the named folders and the files at the root. */
export function readSources(root: string, folders: readonly string[]): Source[] {
  const paths = readdirSync(root).filter((name) => sourceFile.test(name));
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = posix.join(
        folder,
        join(entry.parentPath, entry.name)
          .slice(join(root, folder).length + 1)
          .replaceAll("\\", "/"),
      );
      if (entry.isFile() && sourceFile.test(entry.name)) paths.push(path);
    }
  }
  return paths.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

export function breaches(sources: readonly Source[]): Breach[] {
  return sources.flatMap((source) => [
    ...(test.test(source.path) ? [] : importBreaches(source)),
    ...environmentBreaches(source),
    ...lengthBreaches(source),
    ...nameBreaches(source),
    ...suppressionBreaches(source),
  ]);
}

/** What a file imports: static, type-only, re-exported, dynamic and required. */
export function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const found = code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*|new URL\(\s*)["']([^"'\s]+)["']/g);
  return [...found].flatMap(([, specifier]) => specifier ?? []);
}

function importBreaches({ path, text }: Source): Breach[] {
  const here = roomOf(path);
  if (!here) return [];
  return importsOf(text).flatMap((specifier) => {
    const target = targetOf(path, specifier);
    const allowed = target === null ? packageAllowed(here.room, specifier) : pathAllowed(here, path, target);
    return allowed
      ? []
      : [{ rule: "import" as const, path, says: `${here.room.at} may not open ${target ?? specifier}` }];
  });
}

/** The path from the root a specifier leads to; null when it names a package. */
function targetOf(path: string, specifier: string): string | null {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (!specifier.startsWith(".")) return null;
  return posix.join(dirname(path), specifier);
}

type Placed = { room: Room; noun: string };

function roomOf(path: string): Placed | null {
  let best: Placed | null = null;
  for (const room of rooms) {
    const noun = fits(room.at, path);
    if (noun === null) continue;
    const closer =
      best === null ||
      depth(room.at) > depth(best.room.at) ||
      (depth(room.at) === depth(best.room.at) && !room.at.includes("*"));
    if (closer) best = { room, noun };
  }
  return best;
}

const depth = (at: string) => at.split("/").length;

/** The name `*` stands for ("" without one) when the path is the room's file or lies in its folder; null otherwise. */
function fits(at: string, path: string): string | null {
  const steps = path.split("/");
  let noun = "";
  for (const [index, step] of at.split("/").entries()) {
    const given = steps[index];
    if (given === undefined) return null;
    if (step === "*" && index < steps.length - 1) noun = given;
    else if (withoutEnding(step) !== withoutEnding(given)) return null;
  }
  return noun;
}

const withoutEnding = (name: string) => name.replace(sourceFile, "");

function pathAllowed({ room, noun }: Placed, path: string, target: string): boolean {
  if (/\.(css|json|woff2)$/.test(target) && !target.startsWith("server")) return true;
  const own = roomOf(target);
  const home = room.at.replace("*", noun);
  if (own?.room === room && fits(home, target) !== null)
    return room.apart !== true || withoutEnding(target) === withoutEnding(path);
  return room.opens.some((door) => fits(door, target) !== null);
}

function packageAllowed(room: Room, specifier: string): boolean {
  const name = specifier.startsWith("node:")
    ? "node:*"
    : specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");
  if (room.packages) return room.packages.includes(name);
  return !guarded.includes(name);
}

/** `NODE_ENV` and `NEXT_RUNTIME` are constants of the build. */
function environmentBreaches({ path, text }: Source): Breach[] {
  if (environmentReaders.test(path) || test.test(path)) return [];
  const read = /process\s*(\?\.|\.)\s*env\b(?!\.(NODE_ENV|NEXT_RUNTIME)\b)/.test(text);
  return read ? [{ rule: "environment", path, says: "only server/config.ts reads process.env" }] : [];
}

function lengthBreaches({ path, text }: Source): Breach[] {
  const lines = text.split("\n").length - 1;
  if (lines <= mostLines || tables.has(path)) return [];
  return [{ rule: "length", path, says: `${lines} lines, ${mostLines} are the most` }];
}

function nameBreaches({ path }: Source): Breach[] {
  const name = posix.basename(path);
  return noName.test(name)
    ? [{ rule: "name", path, says: `${name} says nothing: name it after the noun it speaks of` }]
    : [];
}

function suppressionBreaches({ path, text }: Source): Breach[] {
  const found = /@ts-(ignore|nocheck|expect-error)|[:<]\s*any\b(?=\s*[,;>)=[\]|}])/.exec(
    text
      .replace(/(["'`])(?:\\.|(?!\1)[^\\\n])*\1/g, '""')
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, (comment) => (comment.includes("@ts-") ? comment : "")),
  );
  return found ? [{ rule: "suppression", path, says: `${found[0].trim()} hides what the compiler would say` }] : [];
}

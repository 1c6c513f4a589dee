"use client";
import { useEffect, useMemo, useState } from "react";
import { type JsonNode, JsonReader } from "@/lib/format/json-reader";

/** A text this long is read at once, before the first frame. */
const atOnce = 256 * 1024;
/** longest that reading holds up the page, ms */
const slice = 8;

export type JsonLines =
  | { state: "whole"; nodes: readonly JsonNode[] }
  | { state: "broken" }
  /** 0 to 1 */
  | { state: "reading"; share: number };

/** The nodes of a JSON text. One of megabytes is read between frames, so that the page stays at hand. */
export function useJsonNodes(text: string): JsonLines {
  const short = useMemo(() => (text.length <= atOnce ? readAll(text) : null), [text]);
  const [long, setLong] = useState<{ text: string; lines: JsonLines } | null>(null);
  useEffect(() => {
    if (text.length <= atOnce) return;
    const reader = new JsonReader(text);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const go = () => {
      const until = performance.now() + slice;
      while (reader.state === "reading" && performance.now() < until) reader.step(2000);
      setLong({ text, lines: linesOf(reader, text) });
      if (reader.state === "reading") timer = setTimeout(go, 0);
    };
    timer = setTimeout(go, 0);
    return () => clearTimeout(timer);
  }, [text]);
  return short ?? (long?.text === text ? long.lines : { state: "reading", share: 0 });
}

function readAll(text: string): JsonLines {
  const reader = new JsonReader(text);
  reader.step(Number.POSITIVE_INFINITY);
  return linesOf(reader, text);
}

function linesOf(reader: JsonReader, text: string): JsonLines {
  if (reader.state === "whole") return { state: "whole", nodes: reader.nodes };
  if (reader.state === "broken") return { state: "broken" };
  return { state: "reading", share: reader.at / Math.max(1, text.length) };
}

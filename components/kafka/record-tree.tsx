"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useDeferredValue, useEffect, useEffectEvent, useId, useMemo, useRef, useState } from "react";
import { copyText } from "@/components/ui/copy-text";
import { usePhone } from "@/components/ui/use-phone";
import { type CelPath, celPath, type PathRoot } from "@/lib/filter/cel-path";
import { jsonSteps, jsonValue, visibleNodes } from "@/lib/format/json-lines";
import type { JsonNode } from "@/lib/format/json-reader";
import { RawText } from "./raw-text";
import { findNodes } from "./tree-find";
import { treeKeys } from "./tree-keys";
import { TreeLine } from "./tree-line";
import { useJsonNodes } from "./use-json-nodes";

/** One line of the tree as an act sees it: where it stands, and its value exact. */
export type TreeSpot = CelPath & { value: string; kind: JsonNode["kind"] };
/** `only` = on which lines it makes sense; `inMenu` = behind the line's dots. */
export type TreeAct = {
  label: string;
  run: (spot: TreeSpot) => void;
  only?: readonly JsonNode["kind"][];
  inMenu?: boolean;
  /** not on the line of the whole value */
  isInside?: boolean;
};

const SMALL = 60;
const nothing: readonly JsonNode[] = [];

/**
 * A JSON text as a tree whose lines are drawn only while in sight. Numbers are shown as written, beyond 2^53 too. Text
 * that is not JSON is shown as it is. Keys: arrows move and open, c copies the value. Scrolls in its own box.
 */
export function RecordTree({
  text,
  root = "value",
  label,
  acts = [],
  maxHeight = "none",
  find,
  onFound,
}: {
  text: string;
  root?: PathRoot;
  label: string;
  acts?: readonly TreeAct[];
  /** CSS length; "none" lets it grow up to its parent's height */
  maxHeight?: string;
  /** what is looked for: lines that hold it are opened and marked, the `at`-th of them is gone to */
  find?: { text: string; at: number };
  onFound?: (count: number) => void;
}) {
  // the virtualizer's object is mutable by design, which the compiler must not cache
  "use no memo";
  const read = useJsonNodes(text);
  const nodes = read.state === "whole" ? read.nodes : nothing;
  const [turned, setTurned] = useState<ReadonlySet<number>>(new Set());
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const linePx = usePhone() ? 32 : 20;

  const wanted = useDeferredValue(find?.text ?? "");
  const isLooking = wanted !== "";
  const lower = useMemo(() => (isLooking ? text.toLowerCase() : ""), [text, isLooking]);
  const found = useMemo(() => findNodes(lower, nodes, wanted), [lower, nodes, wanted]);
  const { lines, isOpen } = useMemo(() => {
    const byDefault = (index: number) => {
      const node = nodes[index];
      return found.open.has(index) || node?.depth === 0 || (node?.depth === 1 && nodes.length <= SMALL);
    };
    const opened = (index: number) => byDefault(index) !== turned.has(index);
    return { lines: visibleNodes(nodes, opened), isOpen: opened };
  }, [nodes, found, turned]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => linePx,
    overscan: 20,
    initialRect: { width: 480, height: 600 },
  });

  const target = found.matches.length === 0 ? undefined : found.matches[(find?.at ?? 0) % found.matches.length];
  const goTo = useEffectEvent((index: number) => {
    setActive(index);
    virtual.scrollToIndex(lines.indexOf(index), { align: "auto" });
  });
  useEffect(() => onFound?.(found.matches.length), [onFound, found]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is looked for anew is gone to anew
  useEffect(() => {
    if (target !== undefined) goTo(target);
  }, [target, wanted]);

  if (read.state === "reading")
    return (
      <p className="soft py-2" role="status">
        Reading the value… {Math.floor(read.share * 100)} %
      </p>
    );
  if (read.state === "broken") return <RawText text={text} label={label} />;

  const spot = (index: number): TreeSpot | undefined => {
    const node = nodes[index];
    return node && { root, steps: jsonSteps(nodes, index), value: jsonValue(text, node), kind: node.kind };
  };
  const turn = (index: number) =>
    setTurned((before) => {
      const next = new Set(before);
      if (!next.delete(index)) next.add(index);
      return next;
    });
  const all: readonly TreeAct[] = [
    ...acts,
    { label: "Copy", run: ({ value }) => void copyText(value) },
    { label: "Copy path", inMenu: true, run: (path) => void copyText(celPath(path)) },
  ];
  const keys = treeKeys({
    nodes,
    lines,
    active,
    isOpen,
    turn,
    onGo: (index) => {
      setActive(index);
      virtual.scrollToIndex(lines.indexOf(index), { align: "auto" });
    },
    onCopy: (index) => {
      const here = spot(index);
      if (here) void copyText(here.value);
    },
  });
  return (
    <div
      ref={box}
      className="tree overflow-auto"
      style={{ maxHeight }}
      role="tree"
      aria-label={label}
      aria-activedescendant={`${id}-${active}`}
      tabIndex={0}
      onKeyDown={keys}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {virtual.getVirtualItems().map((item) => {
          const index = lines[item.index];
          const node = index === undefined ? undefined : nodes[index];
          if (index === undefined || !node) return null;
          return (
            <TreeLine
              key={index}
              id={`${id}-${index}`}
              nodes={nodes}
              index={index}
              text={text}
              root={root}
              open={node.children > 0 ? isOpen(index) : undefined}
              active={index === active}
              find={wanted}
              top={item.start}
              onPress={() => {
                setActive(index);
                if (node.children > 0) turn(index);
              }}
              acts={all
                .filter((act) => (act.only?.includes(node.kind) ?? true) && !(act.isInside && node.depth === 0))
                .map(({ label: name, inMenu = false, run }) => ({
                  label: name,
                  inMenu,
                  run: () => {
                    const here = spot(index);
                    if (here) run(here);
                  },
                }))}
            />
          );
        })}
      </div>
    </div>
  );
}

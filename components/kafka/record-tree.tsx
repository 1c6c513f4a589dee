"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useMemo, useRef, useState } from "react";
import { copyText } from "@/components/ui/copy-text";
import { usePhone } from "@/components/ui/use-phone";
import { type JsonNode, jsonNodes, jsonPath, jsonValue, visibleNodes } from "@/lib/format/json-lines";
import { findNodes } from "./tree-find";
import { TreeLine } from "./tree-line";

/** One line of the tree as an act sees it: `path` as a filter writes it, `value` exact. */
export type TreeSpot = { path: string; value: string; kind: JsonNode["kind"] };
export type TreeAct = { label: string; run: (spot: TreeSpot) => void; only?: "leaves" };

const SMALL = 60;

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
  root?: string;
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
  const nodes = useMemo(() => jsonNodes(text), [text]);
  const [turned, setTurned] = useState<ReadonlySet<number>>(new Set());
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const linePx = usePhone() ? 32 : 20;

  const wanted = find?.text ?? "";
  const found = useMemo(() => findNodes(text, nodes ?? [], wanted), [text, nodes, wanted]);
  const byDefault = (index: number) => {
    if (found.open.has(index)) return true;
    const node = nodes?.[index];
    return node !== undefined && (node.depth === 0 || (node.depth === 1 && (nodes?.length ?? 0) <= SMALL));
  };
  const isOpen = (index: number) => byDefault(index) !== turned.has(index);
  const lines = nodes ? visibleNodes(nodes, isOpen) : [];
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

  if (!nodes) return <pre className="tree overflow-auto whitespace-pre-wrap break-words py-2">{text}</pre>;

  const spot = (index: number): TreeSpot | undefined => {
    const node = nodes[index];
    return node && { path: jsonPath(nodes, index, root), value: jsonValue(text, node), kind: node.kind };
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
    { label: "Path", run: ({ path }) => void copyText(path) },
  ];
  const keys = (event: KeyboardEvent) => {
    const place = lines.indexOf(active);
    const node = nodes[active];
    const go = (at: number) => {
      const target = lines[Math.max(0, Math.min(lines.length - 1, at))];
      if (target === undefined) return;
      setActive(target);
      virtual.scrollToIndex(lines.indexOf(target), { align: "auto" });
    };
    const container = node !== undefined && node.children > 0;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    switch (event.key) {
      case "ArrowDown":
        go(place + 1);
        break;
      case "ArrowUp":
        go(place - 1);
        break;
      case "Home":
        go(0);
        break;
      case "End":
        go(lines.length - 1);
        break;
      case "ArrowRight":
        if (container && !isOpen(active)) turn(active);
        else go(place + 1);
        break;
      case "ArrowLeft":
        if (container && isOpen(active)) turn(active);
        else if (node && node.parent >= 0) go(lines.indexOf(node.parent));
        break;
      case "Enter":
        if (container) turn(active);
        break;
      case "c": {
        const here = spot(active);
        if (here) void copyText(here.value);
        break;
      }
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
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
                .filter((act) => act.only === undefined || node.children === 0)
                .map((act) => ({
                  label: act.label,
                  run: () => {
                    const here = spot(index);
                    if (here) act.run(here);
                  },
                }))}
            />
          );
        })}
      </div>
    </div>
  );
}

"use client";
import type { CSSProperties, MouseEvent } from "react";
import { cx } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { Menu } from "@/components/ui/menu";
import { bytesText } from "@/lib/format/bytes";
import { jsonPreview } from "@/lib/format/json-lines";
import type { JsonNode } from "@/lib/format/json-reader";
import { findPieces } from "./tree-find";

/** A string longer than this is cut on its line; copying still takes all of it. */
const LONGEST = 400;

export function TreeLine({
  id,
  nodes,
  index,
  text,
  root,
  open,
  active,
  top,
  find,
  acts,
  onPress,
}: {
  id: string;
  nodes: readonly JsonNode[];
  index: number;
  text: string;
  root: string;
  /** undefined for what cannot open */
  open: boolean | undefined;
  active: boolean;
  top: number;
  /** marked where it stands in the line */
  find: string;
  acts: readonly { label: string; inMenu: boolean; run: () => void }[];
  onPress: () => void;
}) {
  const node = nodes[index];
  if (!node) return null;
  const press = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest("button, [role=menu]")) return;
    if (window.getSelection()?.type !== "Range") onPress();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the keys (aria-activedescendant)
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={node.depth + 1}
      aria-expanded={open}
      aria-selected={active}
      data-active={active ? "" : undefined}
      className={cx("line", open && "open")}
      style={{ "--d": node.depth, position: "absolute", top, left: 0, right: 0 } as CSSProperties}
      onClick={press}
    >
      {open === undefined ? null : <Icon name="right" className="twist" />}
      <span className="key">
        <Marked text={String(node.key ?? root)} find={node.key === null ? "" : find} />
      </span>{" "}
      <LineValue node={node} nodes={nodes} index={index} text={text} open={open === true} find={find} />
      <span className="acts">
        {acts
          .filter((act) => !act.inMenu)
          .map((act) => (
            <button key={act.label} type="button" tabIndex={active ? 0 : -1} onClick={act.run}>
              {act.label}
            </button>
          ))}
        <Menu
          trigger={
            <button type="button" tabIndex={active ? 0 : -1} aria-label="More acts on this field">
              …
            </button>
          }
          items={acts.filter((act) => act.inMenu).map(({ label, run }) => ({ label, run }))}
        />
      </span>
    </div>
  );
}

function LineValue({
  node,
  nodes,
  index,
  text,
  open,
  find,
}: {
  node: JsonNode;
  nodes: readonly JsonNode[];
  index: number;
  text: string;
  open: boolean;
  find: string;
}) {
  if (node.kind === "object" || node.kind === "array") {
    const size = node.depth === 0 ? `, ${bytesText(node.end - node.start)}` : "";
    const many =
      node.kind === "object"
        ? `${node.children} ${node.children === 1 ? "field" : "fields"}`
        : `${node.children} ${node.children === 1 ? "item" : "items"}`;
    return (
      <span className="count">
        {open ? `${node.kind === "array" ? "array, " : ""}${many}${size}` : jsonPreview(nodes, index)}
      </span>
    );
  }
  const raw = text.slice(node.start, Math.min(node.end, node.start + LONGEST));
  const cut = node.end - node.start > LONGEST;
  return (
    <span className={node.kind}>
      <Marked text={raw} find={find} />
      {cut ? <span className="count">… {bytesText(node.end - node.start)}</span> : null}
    </span>
  );
}

function Marked({ text, find }: { text: string; find: string }) {
  if (find === "") return <>{text}</>;
  return findPieces(text, find).map((piece, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
    at % 2 === 1 ? <mark key={at}>{piece}</mark> : piece,
  );
}

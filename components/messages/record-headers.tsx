"use client";
import { hexPreview } from "@/components/kafka/preview";
import { Term } from "@/components/kafka/term";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/chip";
import { copyText } from "@/components/ui/copy-text";
import { Menu, type MenuItem } from "@/components/ui/menu";
import type { Message, Payload } from "@/lib/api/messages";
import { celPath } from "@/lib/filter/cel-path";
import { bytesText } from "@/lib/format/bytes";
import { payloadBytes } from "@/lib/format/hex";
import type { RecordTools } from "./record-tools";

/** In their order; names may repeat, values may be bytes or null. */
export function RecordHeaders({ headers, tools }: { headers: Message["headers"]; tools: RecordTools }) {
  const times = new Map<string, number>();
  for (const { name } of headers) times.set(name, (times.get(name) ?? 0) + 1);
  return (
    <section aria-label="Headers">
      <h3>
        <Term word="header">Headers</Term> <span className="num muted">{headers.length}</span>
      </h3>
      {headers.length === 0 ? null : (
        <table className="table compact heads" aria-label="Headers">
          <colgroup>
            <col className="w-[32%]" />
            <col />
            <col className="w-9" />
          </colgroup>
          <tbody>
            {headers.map(({ name, value }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat, the place is the identity
              <tr key={at}>
                <td data-tip-cut={name}>
                  {name === "" ? <i>no name</i> : name}{" "}
                  {(times.get(name) ?? 0) > 1 ? (
                    <span
                      className="small muted"
                      data-tip="This name stands several times; a condition sees its last value"
                    >
                      ×{times.get(name)}
                    </span>
                  ) : null}
                </td>
                <td className="whitespace-normal! break-all">
                  <div className="max-h-[6lh] overflow-auto">
                    <HeaderValue value={value} />
                  </div>
                </td>
                <td className="copy-one">
                  <Menu
                    trigger={
                      <Button look="quiet" small aria-label={`Acts on the header ${name}`} className="h-5!">
                        …
                      </Button>
                    }
                    items={itemsOf(name, value, tools)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function itemsOf(name: string, value: Payload | null, tools: RecordTools): MenuItem[] {
  const path = { root: "headers", steps: [name] } as const;
  const isText = value?.encoding === "utf8";
  const pointed = isText
    ? ({ kind: "string", text: value.text } as const)
    : ({ kind: "literal", text: "null" } as const);
  const asked: MenuItem[] =
    value === null || isText
      ? [
          { label: "Filter by this value", run: () => tools.onPoint(path, "is", pointed) },
          { label: "Exclude this value", run: () => tools.onPoint(path, "is-not", pointed) },
        ]
      : [];
  return [
    ...asked,
    { label: "Has this header", run: () => tools.onPoint(path, "exists", pointed) },
    { label: "Show as a column", run: () => tools.onColumn(celPath(path)) },
    ...(value === null
      ? []
      : [
          { rule: true, label: isText ? "Copy value" : "Copy as base64", run: () => void copyText(value.text) },
          ...(isText ? [] : [{ label: "Copy as hex", run: () => void copyText(hexOf(value)) }]),
        ]),
    { label: "Copy path", run: () => void copyText(celPath(path)) },
  ];
}

function hexOf({ text, encoding }: Payload): string {
  return Array.from(payloadBytes(text, encoding), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function HeaderValue({ value }: { value: Payload | null }) {
  if (value === null) return <Tag isVoid>null</Tag>;
  if (value.encoding === "base64")
    return (
      <>
        <Tag>bytes</Tag> <span className="muted">{hexPreview(value, 32)}</span> {bytesText(value.size)}
      </>
    );
  if (value.text === "") return <span className="muted">empty</span>;
  return <>{value.text}</>;
}

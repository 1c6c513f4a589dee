"use client";
import { Term } from "@/components/kafka/term";
import { Tag } from "@/components/ui/chip";
import { CopyButton } from "@/components/ui/copy-button";
import type { Message, Payload } from "@/lib/api/messages";
import { bytesText } from "@/lib/format/bytes";
import { hexPreview } from "./preview";

/** In their order; names may repeat, values may be bytes or null. */
export function RecordHeaders({ headers }: { headers: Message["headers"] }) {
  return (
    <section aria-label="Headers">
      <h3>
        <Term word="header">Headers</Term> <span className="num muted">{headers.length}</span>
      </h3>
      {headers.length === 0 ? null : (
        <dl className="kv heads">
          {headers.map(({ name, value }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat, the place is the identity
            <div key={at} className="contents">
              <dt data-tip-cut={name}>{name === "" ? <i>no name</i> : name}</dt>
              <dd data-tip-cut={value?.encoding === "utf8" ? value.text : undefined}>
                <HeaderValue value={value} />
              </dd>
              <dd className="copy-one">
                {value ? <CopyButton text={value.text} label={`Copy value of ${name}`} className="h-5!" /> : null}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
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

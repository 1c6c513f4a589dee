"use client";
import { useWriteBlock } from "@/components/live/use-write-block";
import { Button, ButtonLink, DownMark } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { Menu } from "@/components/ui/menu";
import { urlOf } from "@/lib/api/call";
import { getMessageKey, getMessageValue, type Message } from "@/lib/api/messages";
import { openProduce } from "./produce-request";
import type { RecordTools } from "./record-tools";
import { ReplayRecords } from "./replay-link";

/** What can be done with a record: its bytes as files, or a new record from it. */
export function RecordActs({
  cluster,
  topic,
  message,
  tools,
  topicHref,
}: {
  cluster: string;
  topic: string;
  message: Message;
  tools: RecordTools;
  /** on a page of several topics: the way to its own, where records are written too */
  topicHref?: string | undefined;
}) {
  const blocked = useWriteBlock(cluster);
  const params = { cluster, topic, partition: String(message.partition), offset: String(message.offset) };
  return (
    <footer className="flex flex-none flex-wrap items-center gap-2 border-t border-line px-4 py-2">
      {topicHref === undefined && message.control ? null : topicHref === undefined ? (
        <>
          <Button small blocked={blocked} onClick={() => openProduce(message)}>
            Produce from this…
          </Button>
          <ReplayRecords small cluster={cluster} messages={[message]} />
        </>
      ) : (
        <ButtonLink small href={topicHref}>
          Open in {topic}
        </ButtonLink>
      )}
      <Menu
        trigger={
          <Button look="quiet" small>
            Around it <DownMark />
          </Button>
        }
        items={[
          { label: "25 records on each side, in its partition", run: () => tools.onAround(message, "partition") },
          { label: "30 s on each side, in all partitions", run: () => tools.onAround(message, "time") },
        ]}
      />
      <span className="flex-1" />
      {message.value === null ? null : <Download href={urlOf(getMessageValue.path, params)}>Value</Download>}
      {message.key === null ? null : <Download href={urlOf(getMessageKey.path, params)}>Key</Download>}
    </footer>
  );
}

function Download({ href, children }: { href: string; children: string }) {
  return (
    <a
      className={cx("btn", "quiet", "small-ctl")}
      href={href}
      download
      aria-label={`Download ${children.toLowerCase()}, raw bytes`}
      data-tip="Raw bytes, as they are stored"
    >
      <Icon name="download" />
      {children}
    </a>
  );
}

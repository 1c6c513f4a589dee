"use client";
import Link from "next/link";
import { intoView } from "@/components/ui/into-view";
import { Status } from "@/components/ui/status";
import { At } from "@/components/ui/time-text";
import type { ProduceResults } from "@/lib/api/produce";
import { paths } from "@/lib/paths";

/** One send: what the broker said of its record. */
export type Sent = { n: number; at: number; acknowledged: boolean; result: ProduceResults["results"][number] };

/** What was sent from this drawer, newest first, each a way to the record. */
export function SentList({
  cluster,
  topic,
  sent,
  onFollow,
}: {
  cluster: string;
  topic: string;
  sent: readonly Sent[];
  /** the reader goes to a record: the drawer is in the way */
  onFollow: () => void;
}) {
  if (sent.length === 0) return null;
  return (
    <section ref={intoView} aria-label="Sent records" className="grid gap-1 border-t border-line pt-2">
      <h3 className="lab">Sent</h3>
      <ol aria-live="polite" className="grid">
        {sent.map((one) => (
          <li key={one.n} className="flex flex-wrap items-baseline gap-3 border-b border-line py-1">
            <SentLine href={hrefOf(cluster, topic, one)} sent={one} onFollow={onFollow} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function hrefOf(cluster: string, topic: string, { result }: Sent): string {
  const { partition, offset } = result;
  return partition === null || offset === null
    ? paths.topicMessages(cluster, topic)
    : paths.message(cluster, topic, partition, offset);
}

function SentLine({ href, sent, onFollow }: { href: string; sent: Sent; onFollow: () => void }) {
  const { partition, offset, error, timestamp } = sent.result;
  if (error)
    return (
      <>
        <Status tone="bad">not written</Status>
        <span className="min-w-0 break-words">
          {error.message} <span className="mono soft">{error.code}</span>
        </span>
      </>
    );
  if (!sent.acknowledged || partition === null || offset === null)
    return (
      <>
        <Status tone="idle">sent</Status>
        <span className="soft">not acknowledged: whether it was written is not known</span>
      </>
    );
  return (
    <>
      <Status tone="ok">written</Status>
      <Link className="link mono" href={href} onClick={onFollow}>
        {partition}:{String(offset)}
      </Link>
      <span className="muted">
        <At at={timestamp ?? sent.at} />
      </span>
    </>
  );
}

"use client";
import Link from "next/link";
import { Term } from "@/components/kafka/term";
import { Fact } from "@/components/ui/page-head";
import { Quantity } from "@/components/ui/quantity";
import type { TopicGroup } from "@/lib/api/groups";
import type { TopicDetail } from "@/lib/api/topics";
import { bytes } from "@/lib/format/bytes";
import { count } from "@/lib/format/count";
import { rate } from "@/lib/format/rate";
import { paths } from "@/lib/paths";
import { keeps, spanIsRecords } from "./keeps";
import { slowestOf } from "./slowest-group";

/** What a topic holds, how fast it grows, how it is stored and who is furthest behind. */
export function TopicFacts({
  cluster,
  topic,
  groups,
}: {
  cluster: string;
  topic: TopicDetail;
  groups: readonly TopicGroup[] | undefined;
}) {
  const slowest = groups === undefined ? undefined : slowestOf(groups);
  return (
    <>
      <span
        data-tip={
          spanIsRecords(topic)
            ? "Latest minus earliest offset. Transaction markers count as well, so there may be fewer records."
            : "Latest minus earliest offset. The topic is compacted: there are fewer records than offsets."
        }
      >
        <b>
          {topic.offsetSpan === 0n ? "" : spanIsRecords(topic) ? "≈ " : "< "}
          <Quantity of={count(topic.offsetSpan)} />
        </b>{" "}
        records
      </span>
      <Fact value={<Quantity of={bytes(topic.sizeBytes)} />} />
      <Fact value={<Quantity of={rate(topic.messagesPerSecond)} />} />
      <span>
        <b>{topic.partitions.length}</b>{" "}
        <Term word="partition">{topic.partitions.length === 1 ? "partition" : "partitions"}</Term> ×{" "}
        <b>{topic.replicationFactor}</b>
      </span>
      {topic.minInsyncReplicas === null ? null : (
        <span>
          <b>{topic.minInsyncReplicas}</b> <Term word="min-insync">min ISR</Term>
        </span>
      )}
      <span>
        <b>
          <Quantity of={keeps(topic)} />
        </b>{" "}
        <Term word="retention">kept</Term>
      </span>
      {slowest ? (
        <span>
          <b>
            <Quantity of={count(slowest.lag)} />
          </b>{" "}
          behind,{" "}
          <Link className="link underline" href={paths.group(cluster, slowest.id)}>
            {slowest.id}
          </Link>
        </span>
      ) : null}
    </>
  );
}

"use client";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { ApiError } from "@/lib/api/error";
import { topicNameProblem } from "@/lib/kafka/topic-name";
import { paths } from "@/lib/paths";

/** An address of a topic that is not there (any more), or that could never be. */
export function TopicMissing({ cluster, topic, error }: { cluster: string; topic: string; error: ApiError }) {
  const problem = topicNameProblem(topic);
  return (
    <div className="pad">
      <EmptyState
        title="This topic is not there"
        why={
          problem ?? (
            <>
              {error.message} It may have been deleted, or the name is written differently: upper and lower case count.{" "}
              {error.hint}
            </>
          )
        }
        action={
          <div className="flex flex-wrap gap-2">
            <ButtonLink href={paths.topics(cluster)}>All topics</ButtonLink>
            {problem === null ? (
              <ButtonLink href={`${paths.topics(cluster)}?create=${encodeURIComponent(topic)}`}>Create it…</ButtonLink>
            ) : null}
          </div>
        }
      />
    </div>
  );
}

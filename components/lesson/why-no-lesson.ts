import type { ClusterRow } from "@/lib/api/clusters";

/** Why the lesson is not held on a cluster; undefined where it may. */
export function whyNoLesson({
  name,
  readOnly,
  environment,
}: Pick<ClusterRow, "name" | "readOnly" | "environment">): string | undefined {
  if (readOnly)
    return `The lesson creates a topic and starts consumers, and the cluster ${name} is read-only in Klar's configuration.`;
  if (/^prod(uction)?$/i.test(environment ?? ""))
    return `The lesson creates a topic and starts consumers. ${name} is a production cluster: hold it on another one.`;
  return undefined;
}

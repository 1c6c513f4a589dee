import Link from "next/link";
import type { ClusterDetail } from "@/lib/api/clusters";
import { paths } from "@/lib/paths";

/** The way to the lesson, where it may be held: it starts consumers, so not on production and not where nothing may be changed. */
export function LessonLink({ cluster, facts }: { cluster: string; facts: ClusterDetail | undefined }) {
  if (!facts || facts.readOnly || /^prod(uction)?$/i.test(facts.environment ?? "")) return null;
  return (
    <>
      {" · "}
      <Link className="link underline underline-offset-2" href={paths.lesson(cluster)}>
        How consumer groups work, tried on this cluster
      </Link>
    </>
  );
}

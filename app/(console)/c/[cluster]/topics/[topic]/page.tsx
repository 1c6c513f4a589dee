import { redirect } from "next/navigation";
import { decodeSegment } from "@/lib/api/segment";
import { paths, withQuery } from "@/lib/paths";

export default async function Page({ params, searchParams }: PageProps<"/c/[cluster]/topics/[topic]">) {
  const { cluster, topic } = await params;
  redirect(withQuery(paths.topicMessages(decodeSegment(cluster), decodeSegment(topic)), await searchParams));
}

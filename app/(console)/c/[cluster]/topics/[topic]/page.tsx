import { redirect } from "next/navigation";
import { decodeSegment } from "@/lib/api/segment";
import { paths } from "@/lib/paths";

export default async function Page({ params }: PageProps<"/c/[cluster]/topics/[topic]">) {
  const { cluster, topic } = await params;
  redirect(paths.topicMessages(decodeSegment(cluster), decodeSegment(topic)));
}

import { TopicConfigScreen } from "@/components/topics/topic-config-screen";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/topics/[topic]/config">) {
  const { cluster, topic } = await params;
  return <TopicConfigScreen cluster={decodeSegment(cluster)} topic={decodeSegment(topic)} />;
}

import { TopicHistoryScreen } from "@/components/topics/topic-history-screen";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/topics/[topic]/history">) {
  const { cluster, topic } = await params;
  return <TopicHistoryScreen cluster={decodeSegment(cluster)} topic={decodeSegment(topic)} />;
}

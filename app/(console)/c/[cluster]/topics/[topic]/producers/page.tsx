import { TopicProducersScreen } from "@/components/topics/topic-producers-screen";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/topics/[topic]/producers">) {
  const { cluster, topic } = await params;
  return <TopicProducersScreen cluster={decodeSegment(cluster)} topic={decodeSegment(topic)} />;
}

import { TopicGroupsScreen } from "@/components/topics/topic-groups-screen";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/topics/[topic]/groups">) {
  const { cluster, topic } = await params;
  return <TopicGroupsScreen cluster={decodeSegment(cluster)} topic={decodeSegment(topic)} />;
}

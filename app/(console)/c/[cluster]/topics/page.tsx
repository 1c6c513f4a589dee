import { TopicListScreen } from "@/components/topics/topic-list-screen";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/topics">) {
  const { cluster } = await params;
  return <TopicListScreen cluster={decodeSegment(cluster)} />;
}

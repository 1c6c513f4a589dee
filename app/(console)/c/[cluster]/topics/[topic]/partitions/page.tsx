import { PartitionsScreen } from "@/components/topics/partitions-screen";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/topics/[topic]/partitions">) {
  const { cluster, topic } = await params;
  return <PartitionsScreen cluster={decodeSegment(cluster)} topic={decodeSegment(topic)} />;
}

import { MessagesScreen } from "@/components/messages/messages-screen";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/topics/[topic]/messages">) {
  const { cluster, topic } = await params;
  return <MessagesScreen cluster={decodeSegment(cluster)} topic={decodeSegment(topic)} />;
}

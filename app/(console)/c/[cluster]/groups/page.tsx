import { GroupListScreen } from "@/components/groups/group-list-screen";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/groups">) {
  const { cluster } = await params;
  return <GroupListScreen cluster={decodeSegment(cluster)} />;
}

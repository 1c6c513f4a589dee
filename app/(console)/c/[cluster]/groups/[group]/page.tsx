import { GroupScreen } from "@/components/groups/group-screen";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/groups/[group]">) {
  const { cluster, group } = await params;
  return <GroupScreen cluster={decodeSegment(cluster)} group={decodeSegment(group)} />;
}

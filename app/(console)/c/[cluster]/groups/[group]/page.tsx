import { GroupScreen } from "@/components/groups/group-screen";
import { JoinButton } from "@/components/workloads/join-button";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/groups/[group]">) {
  const { cluster, group } = await params;
  const names = { cluster: decodeSegment(cluster), group: decodeSegment(group) };
  return <GroupScreen {...names} join={<JoinButton {...names} />} />;
}

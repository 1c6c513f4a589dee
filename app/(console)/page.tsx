import { ClusterListScreen } from "@/components/clusters/cluster-list-screen";

export default function Page() {
  return <ClusterListScreen />;
}

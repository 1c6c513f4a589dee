import { ClusterListScreen } from "@/components/clusters/cluster-list-screen";
import { HomeFrame } from "@/components/shell/home-frame";

export default function Page() {
  return (
    <HomeFrame>
      <ClusterListScreen />
    </HomeFrame>
  );
}

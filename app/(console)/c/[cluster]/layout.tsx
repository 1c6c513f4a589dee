import { ClusterFrame } from "@/components/shell/cluster-frame";
import { decodeSegment } from "@/lib/api/segment";

export default async function Layout({ params, children }: LayoutProps<"/c/[cluster]">) {
  const { cluster } = await params;
  return <ClusterFrame cluster={decodeSegment(cluster)}>{children}</ClusterFrame>;
}

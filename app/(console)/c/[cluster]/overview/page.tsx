import { OverviewScreen } from "@/components/overview/overview-screen";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/overview">) {
  const { cluster } = await params;
  return <OverviewScreen cluster={decodeSegment(cluster)} />;
}

import { AlertsScreen } from "@/components/alerts/alerts-screen";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/alerts">) {
  const { cluster } = await params;
  return <AlertsScreen cluster={decodeSegment(cluster)} />;
}

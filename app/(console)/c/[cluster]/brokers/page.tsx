import { BrokerListScreen } from "@/components/brokers/broker-list-screen";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/brokers">) {
  const { cluster } = await params;
  return <BrokerListScreen cluster={decodeSegment(cluster)} />;
}

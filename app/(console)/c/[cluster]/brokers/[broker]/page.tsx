import { BrokerScreen } from "@/components/brokers/broker-screen";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/brokers/[broker]">) {
  const { cluster, broker } = await params;
  return <BrokerScreen cluster={decodeSegment(cluster)} broker={Number(broker)} />;
}

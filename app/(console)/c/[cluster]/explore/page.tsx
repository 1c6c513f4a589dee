import { ExploreScreen } from "@/components/explore/explore-screen";
import { OpenRecord } from "@/components/messages/open-record";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/explore">) {
  const cluster = decodeSegment((await params).cluster);
  return <ExploreScreen cluster={cluster} record={<OpenRecord cluster={cluster} />} />;
}

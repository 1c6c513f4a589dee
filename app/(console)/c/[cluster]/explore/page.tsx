import { ExploreScreen } from "@/components/explore/explore-screen";
import { OpenRecord } from "@/components/messages/open-record";
import { SavedButton } from "@/components/messages/saved-button";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/explore">) {
  const cluster = decodeSegment((await params).cluster);
  const saved = <SavedButton cluster={cluster} />;
  return <ExploreScreen cluster={cluster} record={<OpenRecord cluster={cluster} />} saved={saved} />;
}

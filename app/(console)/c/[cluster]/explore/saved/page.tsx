import { SavedScreen } from "@/components/messages/saved-screen";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/explore/saved">) {
  return <SavedScreen cluster={decodeSegment((await params).cluster)} />;
}

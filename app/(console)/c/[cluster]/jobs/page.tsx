import { JobsScreen } from "@/components/jobs/jobs-screen";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/jobs">) {
  const { cluster } = await params;
  return <JobsScreen cluster={decodeSegment(cluster)} />;
}

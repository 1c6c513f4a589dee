import { redirect } from "next/navigation";
import { decodeSegment } from "@/lib/api/segment";
import { paths } from "@/lib/paths";

export default async function Page({ params }: PageProps<"/c/[cluster]">) {
  const { cluster } = await params;
  redirect(paths.overview(decodeSegment(cluster)));
}

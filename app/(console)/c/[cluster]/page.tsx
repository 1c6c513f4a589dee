import { redirect } from "next/navigation";
import { decodeSegment } from "@/lib/api/segment";
import { paths, withQuery } from "@/lib/paths";

export default async function Page({ params, searchParams }: PageProps<"/c/[cluster]">) {
  const { cluster } = await params;
  redirect(withQuery(paths.overview(decodeSegment(cluster)), await searchParams));
}

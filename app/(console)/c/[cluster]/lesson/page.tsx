import { GroupLive } from "@/components/groups/group-live";
import { LessonScreen } from "@/components/lesson/lesson-screen";
import { lessonName } from "@/components/lesson/lesson-steps";
import { decodeSegment } from "@/lib/api/segment";

export default async function Page({ params }: PageProps<"/c/[cluster]/lesson">) {
  const { cluster } = await params;
  const name = decodeSegment(cluster);
  return <LessonScreen cluster={name} live={<GroupLive cluster={name} group={lessonName} />} />;
}

import { ProduceButton } from "@/components/messages/produce-button";
import { TopicFrame } from "@/components/topics/topic-frame";
import { JoinButton } from "@/components/workloads/join-button";
import { decodeSegment } from "@/lib/api/segment";

export default async function Layout({ params, children }: LayoutProps<"/c/[cluster]/topics/[topic]">) {
  const { cluster, topic } = await params;
  const names = { cluster: decodeSegment(cluster), topic: decodeSegment(topic) };
  const actions = (
    <>
      <JoinButton {...names} />
      <ProduceButton {...names} />
    </>
  );
  return (
    <TopicFrame {...names} actions={actions}>
      {children}
    </TopicFrame>
  );
}

import { DataTable } from "@/components/ui/data-table";
import { NameText } from "@/components/ui/name-text";
import { SectionHead } from "@/components/ui/page-head";
import type { GroupDetail, MemberTasks } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import { type Member, memberNames } from "./members";
import { TopologyGraph } from "./topology-graph";

/** A streams application: what it does with its topics, and which member runs which task. */
export function StreamsSection({ group }: { group: GroupDetail }) {
  const { topology, members } = group;
  const names = memberNames(members);
  const processes = new Set(members.flatMap(({ tasks }) => (tasks ? [tasks.processId] : [])));
  return (
    <>
      <section className="pad pt-4" aria-label="Topology">
        <SectionHead
          title="Topology"
          after={
            <span className="small muted no-phone">
              ink: parts that run side by side · dashed: Kafka Streams’ own topics
            </span>
          }
          aside={topology ? `${plural(topology.subtopologies.length, "part")}, epoch ${topology.epoch}` : undefined}
        />
        {topology && topology.subtopologies.length > 0 ? (
          <TopologyGraph topology={topology} members={members} />
        ) : (
          <p className="muted border-t border-line py-2">No member has told its topology yet.</p>
        )}
      </section>
      <section className="pad pt-4" aria-label="Tasks">
        <SectionHead
          title="Tasks"
          aside={`${plural(members.length, "member")} in ${plural(processes.size, "process", "processes")}`}
        />
        <DataTable<Member>
          label="Tasks of each member"
          compact
          rows={members}
          rowKey={({ memberId }) => memberId}
          empty={<p className="muted border-b border-line py-2">No member runs a task.</p>}
          columns={[
            {
              id: "member",
              head: "Member",
              phone: "p1",
              cell: (row) => <NameText name={names.get(row.memberId) ?? row.memberId} />,
            },
            {
              id: "process",
              head: "Process",
              width: 130,
              cell: ({ tasks }) => (
                <span className="mono soft" data-tip={tasks?.processId}>
                  {tasks ? `…${tasks.processId.slice(-8)}` : "—"}
                </span>
              ),
            },
            taskColumn("active", "Active"),
            taskColumn("standby", "Standby"),
            taskColumn("warmup", "Warming up"),
          ]}
        />
      </section>
    </>
  );
}

function taskColumn(kind: "active" | "standby" | "warmup", head: string) {
  return {
    id: kind,
    head,
    width: 230,
    phone: "full" as const,
    label: head,
    cell: ({ tasks }: Member) => {
      const text = tasks ? taskNames(tasks[kind]) : "";
      return text === "" ? (
        <span className="muted">none</span>
      ) : (
        <span className="mono" data-tip-cut={text}>
          {text}
        </span>
      );
    },
  };
}

/** As Kafka Streams names them: part, underscore, partition. */
function taskNames(tasks: MemberTasks["active"]): string {
  return tasks
    .flatMap(({ subtopology, partitions }) => partitions.map((partition) => `${subtopology}_${partition}`))
    .join(", ");
}

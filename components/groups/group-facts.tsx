import Link from "next/link";
import { Term } from "@/components/kafka/term";
import { Fact } from "@/components/ui/page-head";
import type { GroupDetail } from "@/lib/api/groups";
import { paths } from "@/lib/paths";
import { GroupKind, GroupState } from "./group-marks";
import { topicLags } from "./members";

/** State, protocol, assignor, coordinator and counts, beside the group's name. */
export function GroupFacts({ cluster, data }: { cluster: string; data: GroupDetail }) {
  const topics = topicLags(data).length;
  const { epoch, targetEpoch, coordinator } = data;
  return (
    <>
      <GroupState group={data} />
      <span>
        <b>
          <GroupKind group={data} />
        </b>{" "}
        protocol
        {epoch === null || epoch < 0 ? null : (
          <>
            , <Term word="epoch">epoch</Term> <b>{epoch}</b>
            {targetEpoch !== null && targetEpoch !== epoch ? (
              <>
                {" "}
                of <b>{targetEpoch}</b>
              </>
            ) : null}
          </>
        )}
      </span>
      {data.assignor ? (
        <Fact value={data.assignor}>
          <Term word="assignor">assignor</Term>
        </Fact>
      ) : null}
      {coordinator === null || coordinator < 0 ? null : (
        <span>
          <Term word="coordinator">coordinator</Term>{" "}
          <Link className="link" href={paths.broker(cluster, coordinator)}>
            <b>{coordinator}</b>
          </Link>
        </span>
      )}
      <Fact value={data.members.length}>{data.members.length === 1 ? "member" : "members"}</Fact>
      <Fact value={topics}>{topics === 1 ? "topic" : "topics"}</Fact>
    </>
  );
}

import { listOwnMembers, startMember } from "@/lib/api/workloads";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { memberList } from "@/server/workloads/member-list";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listOwnMembers, ({ cluster, params, runtime }) =>
    memberList(runtime.workloads, { cluster: cluster.name, group: params.group }),
  ),
  POST: serve(startMember, ({ cluster, params, body, runtime }) =>
    runtime.workloads.startMember({ ...body, cluster: cluster.name, group: params.group }),
  ),
});

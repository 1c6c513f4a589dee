import { stopMember } from "@/lib/api/workloads";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { ownMember } from "@/server/workloads/member-list";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  DELETE: serve(stopMember, ({ cluster, params, runtime }) =>
    runtime.workloads.stopMember(ownMember(runtime.workloads, { ...params, cluster: cluster.name })),
  ),
});

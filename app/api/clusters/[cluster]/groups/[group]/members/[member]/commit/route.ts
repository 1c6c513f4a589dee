import { commitMember } from "@/lib/api/workloads";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { ownMember } from "@/server/workloads/member-list";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: serve(commitMember, async ({ cluster, params, runtime }) => ({
    offsets: await runtime.workloads.commitMember(ownMember(runtime.workloads, { ...params, cluster: cluster.name })),
  })),
});

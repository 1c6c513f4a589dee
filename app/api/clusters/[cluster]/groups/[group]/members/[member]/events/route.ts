import { watchMember } from "@/lib/api/workloads";
import { events } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { ownMember } from "@/server/workloads/member-list";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(watchMember, ({ cluster, params, signal, runtime }) =>
    events(runtime.workloads.watchMember(ownMember(runtime.workloads, { ...params, cluster: cluster.name }), signal)),
  ),
});

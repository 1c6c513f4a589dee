import { resetOffsetsOfGroups } from "@/lib/api/group-jobs";
import { deleteGroup, getGroup } from "@/lib/api/groups";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { deleteGroupView } from "@/server/views/delete-group";
import { groupDetail } from "@/server/views/group-detail";
import { countedOrThrown, resetsOf, startGroupJob } from "@/server/views/group-jobs";
import { resetGroupOffsetsView } from "@/server/views/reset-group-offsets";

/** A group may have this name: what is asked of it is asked at this address, too. */
const group = "reset-offsets";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getGroup, ({ cluster, signal }) => groupDetail(cluster, group, signal)),
  DELETE: serve(deleteGroup, ({ cluster, signal }) => deleteGroupView(cluster, group, signal)),
  POST: serve(resetOffsetsOfGroups, ({ cluster, body, runtime }) => {
    const { groups, changeOf } = resetsOf(body);
    return startGroupJob(cluster, runtime.jobs, {
      kind: "groups-reset-offsets",
      verb: "Reset",
      groups,
      each: async (id, signal) =>
        countedOrThrown((await resetGroupOffsetsView(cluster, id, changeOf(id), signal)).changes),
    });
  }),
});

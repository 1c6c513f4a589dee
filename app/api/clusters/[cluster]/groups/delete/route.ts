import { deleteGroups } from "@/lib/api/group-jobs";
import { deleteGroup, getGroup } from "@/lib/api/groups";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { deleteGroupView } from "@/server/views/delete-group";
import { groupDetail } from "@/server/views/group-detail";
import { startGroupJob } from "@/server/views/group-jobs";

/** A group may have this name: what is asked of it is asked at this address, too. */
const group = "delete";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getGroup, ({ cluster, signal }) => groupDetail(cluster, group, signal)),
  DELETE: serve(deleteGroup, ({ cluster, signal }) => deleteGroupView(cluster, group, signal)),
  POST: serve(deleteGroups, ({ cluster, body, runtime }) =>
    startGroupJob(cluster, runtime.jobs, {
      kind: "groups-delete",
      verb: "Delete",
      groups: body.groups,
      each: async (id, signal) => {
        await deleteGroupView(cluster, id, signal);
        return null;
      },
    }),
  ),
});

import { removeMembersOfGroups } from "@/lib/api/group-jobs";
import { deleteGroup, getGroup } from "@/lib/api/groups";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { deleteGroupView } from "@/server/views/delete-group";
import { groupDetail } from "@/server/views/group-detail";
import { countedOrThrown, startGroupJob } from "@/server/views/group-jobs";
import { removeGroupMembersView } from "@/server/views/remove-group-members";

/** A group may have this name: what is asked of it is asked at this address, too. */
const group = "remove-members";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getGroup, ({ cluster, signal }) => groupDetail(cluster, group, signal)),
  DELETE: serve(deleteGroup, ({ cluster, signal }) => deleteGroupView(cluster, group, signal)),
  POST: serve(removeMembersOfGroups, ({ cluster, body, runtime }) =>
    startGroupJob(cluster, runtime.jobs, {
      kind: "groups-remove-members",
      verb: "Remove the members of",
      groups: body.groups,
      each: async (id, signal) => countedOrThrown((await removeGroupMembersView(cluster, id, {}, signal)).results),
    }),
  ),
});

import { removeGroupMembers } from "@/lib/api/group-changes";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { removeGroupMembersView } from "@/server/views/remove-group-members";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: serve(removeGroupMembers, ({ cluster, params, body, signal }) =>
    removeGroupMembersView(cluster, params.group, body, signal),
  ),
});

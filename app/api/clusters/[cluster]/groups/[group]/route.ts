import { deleteGroup, getGroup } from "@/lib/api/groups";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { deleteGroupView } from "@/server/views/delete-group";
import { groupDetail } from "@/server/views/group-detail";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getGroup, ({ cluster, params, signal }) => groupDetail(cluster, params.group, signal)),
  DELETE: serve(deleteGroup, ({ cluster, params, signal }) => deleteGroupView(cluster, params.group, signal)),
});

import { getGroupHistory } from "@/lib/api/group-history";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { groupHistory } from "@/server/views/group-history";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getGroupHistory, ({ cluster, params, query, signal }) =>
    groupHistory(cluster, params.group, query, signal),
  ),
});

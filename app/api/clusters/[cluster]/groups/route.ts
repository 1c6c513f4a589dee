import { GroupRow, listGroups } from "@/lib/api/groups";
import { pageText } from "@/server/clusters/list-page";
import { encoded } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { groupTable } from "@/server/views/group-table";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listGroups, async ({ cluster, query, signal }) =>
    encoded(pageText(GroupRow, await groupTable(cluster, query, signal))),
  ),
});

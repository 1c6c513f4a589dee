import { listGroups } from "@/lib/api/groups";
import { encoded } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { groupTableText } from "@/server/views/group-table";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listGroups, async ({ cluster, query, signal }) => encoded(await groupTableText(cluster, query, signal))),
});

import { deleteGroupOffsets } from "@/lib/api/group-changes";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { deleteGroupOffsetsView } from "@/server/views/delete-group-offsets";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: serve(deleteGroupOffsets, ({ cluster, params, body, signal }) =>
    deleteGroupOffsetsView(cluster, params.group, body, signal),
  ),
});

import { resetGroupOffsets } from "@/lib/api/group-changes";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { resetGroupOffsetsView } from "@/server/views/reset-group-offsets";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: serve(resetGroupOffsets, ({ cluster, params, body, signal }) =>
    resetGroupOffsetsView(cluster, params.group, body, signal),
  ),
});

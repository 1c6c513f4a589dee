import { getOverview } from "@/lib/api/clusters";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { overview } from "@/server/views/overview";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getOverview, ({ cluster, signal }) => overview(cluster, signal)),
});

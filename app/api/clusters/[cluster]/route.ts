import { getCluster } from "@/lib/api/clusters";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { clusterDetail } from "@/server/views/cluster-detail";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getCluster, ({ cluster, signal }) => clusterDetail(cluster, signal)),
});

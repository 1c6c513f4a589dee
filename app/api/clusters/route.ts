import { listClusters } from "@/lib/api/clusters";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { clusterList } from "@/server/views/cluster-list";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listClusters, ({ runtime }) => clusterList(runtime.clusters.all())),
});

import { listEvents } from "@/lib/api/history";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { clusterEvents } from "@/server/views/cluster-events";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listEvents, ({ cluster, query, signal }) => clusterEvents(cluster, query, signal)),
});

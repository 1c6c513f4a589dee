import { listAlerts } from "@/lib/api/alerts";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listAlerts, ({ cluster, runtime }) => {
    const items = runtime.alerts.list(cluster.name);
    return { items, total: items.length, page: 1, perPage: Math.max(1, items.length), asOf: Date.now(), problems: [] };
  }),
});

import { testAlert } from "@/lib/api/alerts";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: serve(testAlert, ({ cluster, params, runtime }) => runtime.alerts.test(cluster.name, params.alert)),
});

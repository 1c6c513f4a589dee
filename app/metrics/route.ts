import { getMetrics, metricsMediaType } from "@/lib/api/metrics";
import { plainText } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { metrics } from "@/server/views/metrics";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getMetrics, async ({ runtime, signal }) =>
    plainText(await metrics(runtime.clusters.all(), signal), metricsMediaType),
  ),
});

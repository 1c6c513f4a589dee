import { getHistogram } from "@/lib/api/histogram";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { histogram } from "@/server/records/histogram";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getHistogram, ({ cluster, params, query, signal }) =>
    histogram(cluster.kafka, params.topic, query, signal),
  ),
});

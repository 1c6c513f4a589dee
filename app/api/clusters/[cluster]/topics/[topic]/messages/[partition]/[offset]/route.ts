import { getMessage } from "@/lib/api/messages";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { wholeMessage } from "@/server/records/whole";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getMessage, ({ cluster, params, query, signal }) =>
    wholeMessage(cluster.kafka, params, query, signal, cluster.decoding),
  ),
});

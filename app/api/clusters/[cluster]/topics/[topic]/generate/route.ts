import { generateMessages } from "@/lib/api/generate";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { generateRecords } from "@/server/records/produce/generate";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: serve(generateMessages, ({ cluster, params, body, runtime, signal }) =>
    generateRecords(cluster.kafka, params.topic, body, runtime.jobs, signal, cluster.decoding),
  ),
});

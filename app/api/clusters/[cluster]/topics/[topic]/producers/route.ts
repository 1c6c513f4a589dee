import { listProducers } from "@/lib/api/producers";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { topicProducers } from "@/server/views/topic-producers";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listProducers, ({ cluster, params, signal }) => topicProducers(cluster, params.topic, signal)),
});

import { truncateTopic } from "@/lib/api/topics";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { truncateTopicView } from "@/server/views/truncate-topic";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: serve(truncateTopic, ({ cluster, params, body, signal }) =>
    truncateTopicView(cluster, params.topic, body, signal),
  ),
});

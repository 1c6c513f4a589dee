import { alterTopicConfigs, listTopicConfigs } from "@/lib/api/topics";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { alterTopicConfigsView } from "@/server/views/alter-topic-configs";
import { topicConfigs } from "@/server/views/topic-configs";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listTopicConfigs, ({ cluster, params, signal }) => topicConfigs(cluster, params.topic, signal)),
  PATCH: serve(alterTopicConfigs, ({ cluster, params, body, signal }) =>
    alterTopicConfigsView(cluster, params.topic, body, signal),
  ),
});

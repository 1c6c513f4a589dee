import { listTopicGroups } from "@/lib/api/groups";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { topicGroups } from "@/server/views/topic-groups";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listTopicGroups, ({ cluster, params, signal }) => topicGroups(cluster, params.topic, signal)),
});

import { deleteTopic, getTopic } from "@/lib/api/topics";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { deleteTopicView } from "@/server/views/delete-topic";
import { topicDetail } from "@/server/views/topic-detail";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getTopic, ({ cluster, params, signal }) => topicDetail(cluster, params.topic, signal)),
  DELETE: serve(deleteTopic, ({ cluster, params, signal }) => deleteTopicView(cluster, params.topic, signal)),
});

import { createTopic, listTopics } from "@/lib/api/topics";
import { encoded } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { createTopicView } from "@/server/views/create-topic";
import { topicTableText } from "@/server/views/topic-table";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listTopics, async ({ cluster, query, signal }) => encoded(await topicTableText(cluster, query, signal))),
  POST: serve(createTopic, ({ cluster, body, signal }) => createTopicView(cluster, body, signal)),
});

import { listFormats } from "@/lib/api/schemas";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { topicFormats } from "@/server/records/topic-formats";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listFormats, ({ cluster, params }) => topicFormats(cluster.decoding, params.topic)),
});

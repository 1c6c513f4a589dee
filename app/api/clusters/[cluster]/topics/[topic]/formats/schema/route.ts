import { describeWriting } from "@/lib/api/schemas";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { writingSchema } from "@/server/records/produce/writing-schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(describeWriting, ({ cluster, params, query }) => writingSchema(cluster.decoding, params.topic, query)),
});

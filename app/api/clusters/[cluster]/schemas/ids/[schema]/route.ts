import { getSchema } from "@/lib/api/schemas";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { schemaById } from "@/server/views/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getSchema, ({ cluster, params }) => schemaById(cluster, params.schema)),
});

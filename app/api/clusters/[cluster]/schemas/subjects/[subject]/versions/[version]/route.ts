import { getSubjectVersion } from "@/lib/api/schemas";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { subjectVersion } from "@/server/views/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getSubjectVersion, ({ cluster, params, signal }) => subjectVersion(cluster, params, signal)),
});

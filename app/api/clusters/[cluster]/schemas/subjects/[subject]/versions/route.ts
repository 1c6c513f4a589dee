import { listSubjectVersions } from "@/lib/api/schemas";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { subjectVersions } from "@/server/views/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listSubjectVersions, ({ cluster, params, signal }) => subjectVersions(cluster, params.subject, signal)),
});

import { listSubjects } from "@/lib/api/schemas";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { subjectTable } from "@/server/views/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listSubjects, ({ cluster, query, signal }) => subjectTable(cluster, query, signal)),
});

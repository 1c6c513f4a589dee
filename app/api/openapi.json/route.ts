import { getOpenApi } from "@/lib/api/openapi";
import { openApiDocument } from "@/server/http/openapi";
import { encoded } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getOpenApi, ({ runtime }) => encoded(JSON.stringify(openApiDocument(runtime.version)))),
});

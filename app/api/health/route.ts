import { getHealth } from "@/lib/api/clusters";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getHealth, ({ runtime }) => ({ status: "ok" as const, version: runtime.version })),
});

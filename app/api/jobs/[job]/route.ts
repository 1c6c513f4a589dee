import { cancelJob, getJob } from "@/lib/api/jobs";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getJob, ({ params, runtime }) => runtime.jobs.get(params.job)),
  DELETE: serve(cancelJob, ({ params, runtime }) => runtime.jobs.cancel(params.job)),
});

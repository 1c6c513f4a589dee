import { watchJob } from "@/lib/api/jobs";
import { events } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { jobEvents } from "@/server/jobs/job-events";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(watchJob, ({ params, signal, runtime }) => events(jobEvents(runtime.jobs, params.job, signal))),
});

import { listJobs } from "@/lib/api/jobs";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { jobList } from "@/server/jobs/job-list";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listJobs, ({ query, runtime }) => jobList(runtime.jobs, query)),
});

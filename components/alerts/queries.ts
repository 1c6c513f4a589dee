import { queryOptions } from "@tanstack/react-query";
import { listAlerts } from "@/lib/api/alerts";
import { call } from "@/lib/api/call";

export const alertList = (c: string) =>
  queryOptions({ queryKey: [c, "alerts"] as const, queryFn: call(listAlerts, { cluster: c }) });

import * as z from "zod/mini";
import type { ApiError } from "@/lib/api/error";

const Active = z.array(
  z.object({
    memberId: z.string(),
    instanceId: z.nullable(z.string()),
    clientId: z.string(),
    host: z.string(),
  }),
);
export type ActiveMember = z.output<typeof Active>[number];

/** Who keeps a group alive, as `group-active` names them; empty for every other error. */
export function activeMembers(error: ApiError): ActiveMember[] {
  if (error.code !== "group-active") return [];
  const { success, data } = z.safeParse(Active, error.extra?.members);
  return success ? data : [];
}

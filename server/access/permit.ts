import type { Access } from "../../lib/api/endpoint.ts";
import { changes } from "../../lib/api/endpoint.ts";
import { ApiError } from "../../lib/api/error.ts";

/** Throws `forbidden` where a call may not be made. A read-only cluster refuses every class of access that changes something, dry runs too. */
export function permit(access: Access, cluster: { name: string; readOnly: boolean } | null): void {
  if (cluster?.readOnly && changes(access)) {
    throw new ApiError("forbidden", `The cluster ${cluster.name} is read-only in this console.`, {
      hint: "Its entry in the configuration says readOnly: true.",
    });
  }
}

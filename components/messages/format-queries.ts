import { queryOptions } from "@tanstack/react-query";
import { call } from "@/lib/api/call";
import { getSchema, listFormats } from "@/lib/api/schemas";
import { messageKeys } from "./queries";

/** The formats of a topic: their names, and the rules of the configuration. */
export const formatsOf = (c: string, t: string) =>
  queryOptions({
    queryKey: [...messageKeys.all(c, t), "formats"] as const,
    queryFn: call(listFormats, { cluster: c, topic: t }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** A schema never changes under its id. */
export const schemaOf = (c: string, id: number) =>
  queryOptions({
    queryKey: [c, "schemas", "id", id] as const,
    queryFn: call(getSchema, { cluster: c, schema: String(id) }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

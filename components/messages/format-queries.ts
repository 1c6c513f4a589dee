import { queryOptions } from "@tanstack/react-query";
import { call } from "@/lib/api/call";
import {
  describeWriting,
  getSchema,
  getSubjectVersion,
  listFormats,
  listSubjects,
  listSubjectVersions,
} from "@/lib/api/schemas";
import type { SchemaPick } from "./produce-side";
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

/** Subjects and their versions grow while somebody looks; they are asked for again now and then. */
const registryMs = 30_000;

export const subjectsOf = (c: string) =>
  queryOptions({
    queryKey: [c, "schemas", "subjects"] as const,
    queryFn: call(listSubjects, { cluster: c }, { perPage: "all" }),
    staleTime: registryMs,
    retry: false,
  });

export const versionsOf = (c: string, subject: string) =>
  queryOptions({
    queryKey: [c, "schemas", "subjects", subject, "versions"] as const,
    queryFn: call(listSubjectVersions, { cluster: c, subject }),
    staleTime: registryMs,
    retry: false,
  });

export const subjectVersion = (c: string, subject: string, version: string) =>
  queryOptions({
    queryKey: [c, "schemas", "subjects", subject, version] as const,
    queryFn: call(getSubjectVersion, { cluster: c, subject, version }),
    staleTime: registryMs,
    retry: false,
  });

/** What the schema asks that a key or value is written by. */
export const writingOf = (c: string, t: string, part: "key" | "value", format: string, pick: SchemaPick) =>
  queryOptions({
    queryKey: [...messageKeys.all(c, t), "writing", part, format, pick] as const,
    queryFn: call(describeWriting, { cluster: c, topic: t }, { part, format, ...pick }),
    staleTime: registryMs,
    retry: false,
  });

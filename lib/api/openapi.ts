import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";

export const getOpenApi = endpoint({
  method: "GET",
  path: "/api/openapi.json",
  access: "anyone",
  summary: "This document: every call of the API as OpenAPI 3.1",
  reply: z.looseObject({ openapi: z.string() }),
});

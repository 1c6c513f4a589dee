import { unknownEndpoint } from "@/server/http/routes";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = unknownEndpoint();

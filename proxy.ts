import { type NextRequest, NextResponse } from "next/server";
import { refusal } from "@/server/http/guard";
import { pageHeaders, pagePolicy } from "@/server/http/page-policy";
import { refusalResponse } from "@/server/http/problem";
import { runtime } from "@/server/runtime";

/** Before every page: is the request let in, and with which policy does it go out. The API's requests are judged by the front door alone. */
export function proxy(request: NextRequest): Response {
  const { pathname, search } = new URL(request.url);
  const { headers } = request;
  const error = refusal(
    {
      method: request.method,
      target: pathname + search,
      host: headers.get("host"),
      origin: headers.get("origin"),
      site: headers.get("sec-fetch-site"),
    },
    runtime().config,
  );
  if (error) return refusalResponse(error, pathname);
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = pagePolicy(nonce, process.env.NODE_ENV === "development");
  const passed = new Headers(headers);
  passed.set("x-nonce", nonce);
  passed.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers: passed } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(pageHeaders)) response.headers.set(name, value);
  return response;
}

export const config = { matcher: "/((?!_next/static/|api/|api$).*)" };

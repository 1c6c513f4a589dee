import * as z from "zod/mini";
import { type ErrorCode, errorStatus } from "./error.ts";

const codes = Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]];

export const PartialProblem = z.object({
  target: z.string(),
  code: z.enum(codes),
  message: z.string(),
  hint: z.optional(z.string()),
});

/** A list as every list endpoint answers. `asOf` is the epoch ms of the picture the answer was taken from. */
export function page<R extends z.ZodMiniType>(row: R) {
  return z.object({
    items: z.array(row),
    total: z.number(),
    page: z.number(),
    perPage: z.number(),
    asOf: z.number(),
    problems: z.array(PartialProblem),
  });
}

export const listMost = 20_000;

/** A whole number in a query string. */
export function integer(least: number, most: number) {
  const words = `must be a whole number from ${least} to ${most}`;
  return z.pipe(
    z.string().check(z.regex(/^-?[0-9]{1,15}$/, words)),
    z.pipe(
      z.transform((text: string) => Number(text)),
      z.number().check(z.gte(least, words), z.lte(most, words)),
    ),
  );
}

/** `true` or `false` in a query string. */
export const flag = z.pipe(
  z.enum(["true", "false"], "must be true or false"),
  z.transform((text: "true" | "false") => text === "true"),
);

/** The query of a list, sortable by the given fields; `perPage` "all" becomes 20,000. */
export function listQuery<const S extends [string, ...string[]], X extends z.core.$ZodLooseShape>(
  sortable: S,
  more: X,
) {
  return z.strictObject({
    search: z.optional(z.string().check(z.maxLength(249, "must be at most 249 characters"))),
    sort: z.optional(z.enum(sortable, `must be one of ${sortable.join(", ")}`)),
    order: z.optional(z.enum(["asc", "desc"], "must be asc or desc")),
    page: z.prefault(integer(1, 1_000_000), "1"),
    perPage: z.prefault(
      z.union(
        [
          z.pipe(
            z.literal("all"),
            z.transform(() => listMost),
          ),
          integer(1, 1000),
        ],
        "must be a whole number from 1 to 1000, or all",
      ),
      "50",
    ),
    ...more,
  });
}

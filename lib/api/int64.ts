import * as z from "zod/mini";

const decimal = /^-?(0|[1-9][0-9]{0,18})$/;
const least = -(2n ** 63n);
const most = 2n ** 63n - 1n;

/** A signed 64-bit integer: a decimal string on the wire, a bigint on both sides of it. */
export const int64 = z.codec(
  z.string().check(z.regex(decimal, "must be a 64-bit integer as a decimal string")),
  z.bigint().check(z.gte(least, "must fit 64 bits"), z.lte(most, "must fit 64 bits")),
  { decode: (text) => BigInt(text), encode: (value) => value.toString() },
);

/** A 64-bit integer that cannot be negative: an offset, a count of records, a size in bytes. */
export const uint63 = z.codec(
  z.string().check(z.regex(/^(0|[1-9][0-9]{0,18})$/, "must be a whole number of at most 63 bits as a decimal string")),
  z.bigint().check(z.gte(0n, "must not be negative"), z.lte(most, "must fit 63 bits")),
  { decode: (text) => BigInt(text), encode: (value) => value.toString() },
);

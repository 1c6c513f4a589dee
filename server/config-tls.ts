import * as z from "zod/mini";

/** PEM text each; without `ca` the system's authorities, without `cert` and `key` no client certificate. */
export type TlsConfig = {
  ca?: string | undefined;
  cert?: string | undefined;
  key?: string | undefined;
  passphrase?: string | undefined;
  servername?: string | undefined;
  rejectUnauthorized: boolean;
};

export const text = z.string("must be text: put it in quotes").check(z.minLength(1, "must not be empty"));
const pem = text.check(z.regex(/-----BEGIN [A-Z0-9 ]+-----/, "must be PEM text, or file: and the path of a PEM file"));

export const Tls = z
  .strictObject({
    ca: z.optional(pem),
    cert: z.optional(pem),
    key: z.optional(pem),
    passphrase: z.optional(text),
    servername: z.optional(text),
    rejectUnauthorized: z.optional(z.boolean("must be true or false")),
  })
  .check(z.refine((tls) => (tls.cert === undefined) === (tls.key === undefined), "needs cert and key together"));

export function tlsConfig(tls: boolean | z.output<typeof Tls> | undefined): TlsConfig | null {
  const given = tls === true ? {} : tls === false ? null : (tls ?? null);
  return given && { ...given, rejectUnauthorized: given.rejectUnauthorized ?? true };
}

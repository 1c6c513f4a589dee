import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RigError } from "./say.mjs";

/**
 * @typedef {object} TlsFiles paths of PEM files
 * @property {string} ca
 * @property {string} brokerStore key and certificate, as Kafka's PEM store wants them
 * @property {{ cert: string, key: string }} client of CN=alice, signed by `ca`
 * @property {{ cert: string, key: string }} stranger of CN=alice too, signed by nobody the broker trusts
 */

/**
 * Makes throw-away TLS material with openssl: a key in a repository is a key somebody will trust one day.
 * @param {string} directory
 * @returns {TlsFiles}
 */
export function makeTls(directory) {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = (/** @type {string} */ name) => join(directory, name);
  authority(directory, "ca");
  authority(directory, "other-ca");
  signed(directory, "broker", "broker", "ca");
  signed(directory, "client", "alice", "ca");
  signed(directory, "stranger", "alice", "other-ca");
  // PKCS#8 key first, then the certificate.
  writeFileSync(
    path("broker.pem"),
    readFileSync(path("broker.key"), "utf8") + readFileSync(path("broker.crt"), "utf8"),
  );
  return {
    ca: path("ca.crt"),
    brokerStore: path("broker.pem"),
    client: { cert: path("client.crt"), key: path("client.key") },
    stranger: { cert: path("stranger.crt"), key: path("stranger.key") },
  };
}

const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** @param {string} directory @param {string} name */
function authority(directory, name) {
  openssl(directory, [
    ...["req", "-x509", ...NEW_KEY, "-days", "30", "-subj", `/CN=Klar rig ${name}`],
    ...["-keyout", `${name}.key`, "-out", `${name}.crt`],
  ]);
}

/** @param {string} directory @param {string} file @param {string} commonName @param {string} ca */
function signed(directory, file, commonName, ca) {
  openssl(directory, [
    ...["req", ...NEW_KEY, "-subj", `/CN=${commonName}`, "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
    ...["-keyout", `${file}.key`, "-out", `${file}.csr`],
  ]);
  openssl(directory, [
    ...["x509", "-req", "-in", `${file}.csr`, "-CA", `${ca}.crt`, "-CAkey", `${ca}.key`, "-CAcreateserial"],
    ...["-days", "30", "-copy_extensions", "copy", "-out", `${file}.crt`],
  ]);
}

/** @param {string} cwd @param {string[]} argv */
function openssl(cwd, argv) {
  try {
    execFileSync("openssl", argv, { cwd, stdio: "pipe" });
  } catch (error) {
    const failure = /** @type {NodeJS.ErrnoException & { stderr?: Buffer }} */ (error);
    if (failure.code === "ENOENT")
      throw new RigError("openssl 3 is needed for the secured node, and is not on the PATH.");
    throw new RigError(`openssl ${argv[0]} failed:\n${failure.stderr}`);
  }
}

import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endProcess, isRunning, launchNode, logTail, prepareNode, propertiesPath, randomClusterId } from "./broker.mjs";
import { ensureJars } from "./jars.mjs";
import { releasePortBase, reservePortBase, rigDirectory } from "./ports.mjs";
import { askBroker } from "./probe.mjs";
import { replicationOf, SIZING } from "./properties.mjs";
import { RigError } from "./say.mjs";
import { makeTls } from "./tls.mjs";

const NODE = 9;

/** Who may come in, and by which mechanism. PLAIN knows admin and bob, SCRAM-SHA-256 admin, SCRAM-SHA-512 alice. */
export const SECURED_USERS = {
  admin: { password: "admin-secret", mechanisms: ["PLAIN", "SCRAM-SHA-256"] },
  alice: { password: "alice-secret", mechanisms: ["SCRAM-SHA-512"] },
  bob: { password: "bob-secret", mechanisms: ["PLAIN"] },
};

/**
 * @typedef {object} SecuredNode a one-node cluster with an authorizer; `admin` and ANONYMOUS are super users, alice
 *   and bob may do nothing until an ACL says so
 * @property {string} clusterId
 * @property {{ internal: string, sasl: string, saslTls: string, mtls: string, tls: string, oauth: string }} bootstrap
 *   internal: plaintext, anonymous. sasl: SASL_PLAINTEXT (SCRAM-SHA-256, SCRAM-SHA-512, PLAIN). saslTls: the same over
 *   TLS. mtls: TLS, a client certificate is required (CN=alice is User:alice). tls: TLS only, anonymous. oauth:
 *   SASL_PLAINTEXT OAUTHBEARER with Kafka's unsecured validator.
 * @property {typeof SECURED_USERS} users
 * @property {import("./tls.mjs").TlsFiles} tls
 * @property {number} pid
 * @property {() => Promise<void>} stop ends it and removes its data
 */

/** @param {string} directory @param {number} base @param {import("./tls.mjs").TlsFiles} tls */
function securedProperties(directory, base, tls) {
  const at = portsOf(base);
  const mechanisms = Object.fromEntries(["scram", "scramtls"].flatMap(saslListener));
  const login = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;";
  return {
    "process.roles": "broker,controller",
    "node.id": NODE,
    "controller.quorum.bootstrap.servers": `127.0.0.1:${at.controller}`,
    listeners: `INTERNAL://127.0.0.1:${at.internal},CONTROLLER://127.0.0.1:${at.controller},SCRAM://127.0.0.1:${at.sasl},SCRAMTLS://127.0.0.1:${at.saslTls},MTLS://127.0.0.1:${at.mtls},OAUTH://127.0.0.1:${at.oauth},TLS://127.0.0.1:${at.tls}`,
    "advertised.listeners": `INTERNAL://127.0.0.1:${at.internal},SCRAM://127.0.0.1:${at.sasl},SCRAMTLS://localhost:${at.saslTls},MTLS://localhost:${at.mtls},OAUTH://127.0.0.1:${at.oauth},TLS://localhost:${at.tls}`,
    "listener.security.protocol.map":
      "INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT,SCRAM:SASL_PLAINTEXT,SCRAMTLS:SASL_SSL,MTLS:SSL,OAUTH:SASL_PLAINTEXT,TLS:SSL",
    "inter.broker.listener.name": "INTERNAL",
    "controller.listener.names": "CONTROLLER",
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    // ANONYMOUS is whoever comes by the internal, controller and TLS-only listeners.
    "super.users": "User:ANONYMOUS;User:admin",
    "allow.everyone.if.no.acl.found": false,
    ...mechanisms,
    "listener.name.oauth.sasl.enabled.mechanisms": "OAUTHBEARER",
    "listener.name.oauth.oauthbearer.sasl.jaas.config": login,
    "ssl.keystore.type": "PEM",
    "ssl.keystore.location": tls.brokerStore,
    "ssl.truststore.type": "PEM",
    "ssl.truststore.location": tls.ca,
    "listener.name.mtls.ssl.client.auth": "required",
    "ssl.principal.mapping.rules": "RULE:^CN=([^,]+).*$/$1/,DEFAULT",
    "delegation.token.secret.key": "rig-only",
    "log.dirs": `${join(directory, "data", "a")},${join(directory, "data", "b")}`,
    ...SIZING,
    ...replicationOf(1),
  };
}

/** @param {string} listener @returns {[string, string][]} */
function saslListener(listener) {
  const prefix = `listener.name.${listener}`;
  const scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
  const users = Object.entries(SECURED_USERS).filter(([, user]) => user.mechanisms.includes("PLAIN"));
  const plain = users.map(([name, user]) => `user_${name}="${user.password}"`).join(" ");
  return [
    [`${prefix}.sasl.enabled.mechanisms`, "SCRAM-SHA-256,SCRAM-SHA-512,PLAIN"],
    [`${prefix}.scram-sha-256.sasl.jaas.config`, scram],
    [`${prefix}.scram-sha-512.sasl.jaas.config`, scram],
    [`${prefix}.plain.sasl.jaas.config`, `org.apache.kafka.common.security.plain.PlainLoginModule required ${plain};`],
  ];
}

/** @param {number} base */
function portsOf(base) {
  const sasl = base + 300;
  return {
    internal: sasl - 2,
    sasl,
    controller: sasl + 1,
    saslTls: sasl + 2,
    mtls: sasl + 3,
    oauth: sasl + 4,
    tls: sasl + 5,
  };
}

/**
 * Starts the secured node with TLS material made for this start. It belongs to the calling process.
 * @param {{ portBase?: number }} [options] portBase as of a three-node rig (19092 → ports 19390 to 19397)
 * @returns {Promise<SecuredNode>}
 */
export async function startSecured({ portBase } = {}) {
  await ensureJars("broker");
  const base = portBase ?? (await reservePortBase());
  const directory = rigDirectory(`secured-${randomBytes(5).toString("hex")}`);
  mkdirSync(directory, { recursive: true });
  const tls = makeTls(join(directory, "tls"));
  const clusterId = randomClusterId();
  const scram = Object.entries(SECURED_USERS).flatMap(([name, user]) =>
    user.mechanisms
      .filter((mechanism) => mechanism.startsWith("SCRAM"))
      .map((mechanism) => `${mechanism}=[name=${name},password=${user.password}]`),
  );
  await prepareNode(directory, NODE, securedProperties(directory, base, tls), { clusterId, standalone: true, scram });
  const pid = launchNode(directory, NODE);
  const file = propertiesPath(directory, NODE);
  const killNow = () => isRunning(pid, file) && process.kill(pid, "SIGKILL");
  process.on("exit", killNow);
  const stop = async () => {
    await endProcess(pid, file, 0);
    process.off("exit", killNow);
    rmSync(directory, { recursive: true, force: true });
    if (portBase === undefined) releasePortBase(base);
  };
  try {
    await waitUntilReady(directory, pid, portsOf(base).internal);
  } catch (error) {
    await stop();
    throw error;
  }
  const at = portsOf(base);
  const bootstrap = {
    internal: `127.0.0.1:${at.internal}`,
    sasl: `127.0.0.1:${at.sasl}`,
    saslTls: `localhost:${at.saslTls}`,
    mtls: `localhost:${at.mtls}`,
    tls: `localhost:${at.tls}`,
    oauth: `127.0.0.1:${at.oauth}`,
  };
  return { clusterId, bootstrap, users: SECURED_USERS, tls, pid, stop };
}

/** @param {string} directory @param {number} pid @param {number} port */
async function waitUntilReady(directory, pid, port) {
  const deadline = Date.now() + 60_000;
  while (isRunning(pid, propertiesPath(directory, NODE)) && Date.now() < deadline) {
    const seen = await askBroker(port).catch(() => null);
    if (seen?.brokers.some((broker) => broker.id === NODE)) return;
    await sleep(100);
  }
  throw new RigError(`The secured node did not become ready:\n${logTail(directory, NODE)}`);
}

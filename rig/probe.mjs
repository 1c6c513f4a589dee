import { connect } from "node:net";

/**
 * @typedef {object} Seen what a broker says about its cluster
 * @property {string | null} clusterId
 * @property {number} controllerId
 * @property {{ id: number, host: string, port: number }[]} brokers the unfenced ones
 */

/**
 * Asks one broker for its cluster by a hand-written Metadata request (key 3, version 2, no topics). An open port says
 * nothing: a broker listens long before it is registered, and answers only for itself after the quorum is lost. The
 * probe shares no code with Klar, so a mistake there cannot hide here.
 * @param {number} port
 * @param {number} [timeout] milliseconds
 * @returns {Promise<Seen>}
 */
export function askBroker(port, timeout = 2000) {
  const client = Buffer.from("rig");
  const body = Buffer.alloc(4 + 2 + 2 + 4 + 2 + client.length + 4);
  let at = body.writeInt32BE(body.length - 4, 0);
  at = body.writeInt16BE(3, at);
  at = body.writeInt16BE(2, at);
  at = body.writeInt32BE(1, at);
  at = body.writeInt16BE(client.length, at);
  at += client.copy(body, at);
  body.writeInt32BE(0, at);

  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port });
    let got = Buffer.alloc(0);
    socket.setTimeout(timeout, () => socket.destroy(new Error(`no answer from port ${port} in ${timeout} ms`)));
    socket.on("connect", () => socket.write(body));
    socket.on("data", (part) => {
      got = Buffer.concat([got, part]);
      if (got.length < 4 || got.length < 4 + got.readInt32BE(0)) return;
      socket.destroy();
      resolve(readMetadata(got));
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error(`port ${port} closed the connection`)));
  });
}

/** @param {Buffer} reply @returns {Seen} */
function readMetadata(reply) {
  let at = 8;
  const int32 = () => {
    at += 4;
    return reply.readInt32BE(at - 4);
  };
  const string = () => {
    const length = reply.readInt16BE(at);
    at += 2 + Math.max(length, 0);
    return length < 0 ? null : reply.toString("utf8", at - length, at);
  };
  const brokers = [];
  for (let left = int32(); left > 0; left--) {
    const id = int32();
    const host = string() ?? "";
    const port = int32();
    string(); // rack
    brokers.push({ id, host, port });
  }
  return { clusterId: string(), controllerId: int32(), brokers };
}

import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { KafkaError } from "../error.ts";
import { connectFailure, isTlsFailure } from "./connect-failure.ts";
import { type Address, addressText, type TlsSettings } from "./settings.ts";

export type FrameSocketOptions = {
  address: Address;
  tls?: TlsSettings | undefined;
  connectMs: number;
  frameBytes: number;
  /** size of the buffer the kernel writes into, bytes: 64 KiB for admin requests, 256 KiB where much is read */
  scratchBytes: number;
};

/**
 * A socket that yields whole Kafka frames. Plaintext is read into one scratch buffer (`onread`), so that no chunk is ever
 * allocated, and what is missing of a large frame into the frame itself; TLS hands out decrypted chunks, which are copied. A
 * frame is a buffer of its own from `Buffer.allocUnsafeSlow`: it shares its ArrayBuffer with nothing else, so that it can be
 * transferred to a worker.
 */
export class FrameSocket {
  readonly address: Address;
  /** a frame without its four bytes of length */
  onFrame: (frame: Buffer) => void = () => {};
  /** called once, whoever ended it */
  onEnd: (error: KafkaError) => void = () => {};
  readonly #options: FrameSocketOptions;
  #socket: Socket | null = null;
  #end: KafkaError | null = null;
  readonly #size = Buffer.alloc(4);
  #sizeFilled = 0;
  #frame: Buffer | null = null;
  #filled = 0;
  #isFirst = true;

  constructor(options: FrameSocketOptions) {
    this.#options = options;
    this.address = options.address;
  }

  get ended(): KafkaError | null {
    return this.#end;
  }

  /** Rejects with a KafkaError in words: -101 unreachable, -104 TLS. */
  connect(): Promise<void> {
    const { address, tls, connectMs, scratchBytes } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const at = addressText(address);
    const timer = setTimeout(() => {
      const isTlsPhase = tls !== undefined && this.#socket?.connecting === false;
      fail(
        isTlsPhase
          ? new KafkaError(-104, at, {
              message: `${at} did not finish the TLS handshake within ${connectMs} ms.`,
              hint: "The listener may be a plaintext one.",
            })
          : new KafkaError(-101, at, { message: `${at} cannot be reached: nobody answered within ${connectMs} ms.` }),
      );
    }, connectMs);
    const fail = (error: KafkaError): void => {
      clearTimeout(timer);
      reject(error);
      this.destroy(error);
    };
    let isOpen = false;
    const opened = (): void => {
      isOpen = true;
      clearTimeout(timer);
      resolve();
    };
    try {
      this.#socket = tls ? this.#openTls(address, tls, opened) : this.#openPlain(address, scratchBytes, opened);
    } catch (error) {
      // bad PEM and the like are thrown, not emitted
      fail(new KafkaError(-104, at, { message: `The TLS settings of this cluster cannot be used.`, cause: error }));
      return promise;
    }
    const lost = (cause?: unknown): KafkaError =>
      new KafkaError(-103, at, { message: `${at} closed the connection.`, cause });
    this.#socket.on("error", (error) => {
      const isHandshake = tls !== undefined && !isOpen && this.#socket?.connecting === false;
      fail(isOpen && !isTlsFailure(error) ? lost(error) : connectFailure(address, error, isHandshake));
    });
    this.#socket.on("close", () => fail(lost()));
    return promise;
  }

  #openPlain(address: Address, scratchBytes: number, opened: () => void): Socket {
    const scratch = Buffer.allocUnsafeSlow(scratchBytes);
    return connectTcp(
      {
        ...address,
        noDelay: true,
        keepAlive: true,
        keepAliveInitialDelay: 30_000,
        onread: {
          buffer: () => this.#missing(scratch.length) ?? scratch,
          callback: (length, into) => {
            if (into === scratch) this.#feed(scratch.subarray(0, length));
            else this.#grown(length);
            return true;
          },
        },
      },
      opened,
    );
  }

  /** Where the rest of the frame belongs; null while there is none, or so little of it that more may come at once. */
  #missing(least: number): Buffer | null {
    return this.#frame && this.#frame.length - this.#filled >= least ? this.#frame.subarray(this.#filled) : null;
  }

  #openTls(address: Address, tls: TlsSettings, opened: () => void): Socket {
    const servername = tls.servername ?? (isIP(address.host) ? undefined : address.host);
    const socket = connectTls(
      {
        ...address,
        ca: tls.ca,
        cert: tls.cert,
        key: tls.key,
        passphrase: tls.passphrase,
        rejectUnauthorized: tls.rejectUnauthorized ?? true,
        ...(servername === undefined ? {} : { servername }),
      },
      opened,
    );
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    socket.on("data", (chunk: Buffer) => this.#feed(chunk));
    return socket;
  }

  #feed(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && !this.#end) {
      if (!this.#frame) {
        while (this.#sizeFilled < 4 && at < chunk.length) this.#size[this.#sizeFilled++] = chunk[at++] as number;
        if (this.#sizeFilled < 4) return;
        const size = this.#size.readInt32BE(0);
        if (size < 4 || size > this.#options.frameBytes) {
          this.destroy(this.#notKafka(size));
          return;
        }
        this.#isFirst = false;
        this.#frame = Buffer.allocUnsafeSlow(size);
        this.#filled = 0;
      }
      const taken = Math.min(chunk.length - at, this.#frame.length - this.#filled);
      chunk.copy(this.#frame, this.#filled, at, at + taken);
      at += taken;
      this.#grown(taken);
    }
  }

  #grown(bytes: number): void {
    const frame = this.#frame;
    this.#filled += bytes;
    if (!frame || this.#filled < frame.length) return;
    this.#frame = null;
    this.#sizeFilled = 0;
    this.onFrame(frame);
  }

  /** Four bytes that are no length of a Kafka frame: often they say what is really there. */
  #notKafka(size: number): KafkaError {
    const at = addressText(this.address);
    const [type = 0, major = 0] = this.#size;
    if (this.#isFirst && type >= 0x14 && type <= 0x17 && major === 3)
      return new KafkaError(-104, at, {
        message: `${at} expects TLS.`,
        hint: "Add tls to this cluster's configuration, or use the port of its plaintext listener.",
      });
    if (this.#isFirst && this.#size.toString("latin1") === "HTTP")
      return new KafkaError(-108, at, { message: `${at} answers in HTTP: it is not a Kafka listener.` });
    return new KafkaError(-108, at, {
      message: `${at} announced an answer of ${size} bytes, which no Kafka broker sends (limit ${this.#options.frameBytes}).`,
    });
  }

  write(bytes: Buffer, written?: (error?: Error | null) => void): void {
    this.#socket?.write(bytes, written);
  }

  destroy(error: KafkaError): void {
    if (this.#end) return;
    this.#end = error;
    this.#frame = null;
    this.#socket?.destroy();
    this.onEnd(error);
  }
}

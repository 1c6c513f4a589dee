import type { Format } from "./format.ts";

type Kind = { name: string; sizes: readonly number[]; read(bytes: Buffer): string };

const everySize = [1, 2, 3, 4, 5, 6, 7, 8];

function unsigned(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex")}`);
}

function reversed(bytes: Buffer): Buffer {
  return Buffer.from(bytes).reverse();
}

function integer(name: string, sizes: readonly number[], isSigned: boolean, isLittle: boolean): Kind {
  return {
    name,
    sizes,
    read(bytes) {
      const value = unsigned(isLittle ? reversed(bytes) : bytes);
      return (isSigned ? BigInt.asIntN(bytes.length * 8, value) : value).toString();
    },
  };
}

/** The shortest decimal that is this 32-bit float again. */
function floatText(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return plain(short);
  }
  return plain(value);
}

function plain(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

const kinds: Kind[] = [
  ...["", "-le"].flatMap((end) => [
    integer(`int${end}`, everySize, true, end !== ""),
    integer(`uint${end}`, everySize, false, end !== ""),
    ...[8, 16, 32, 64].flatMap((bits) => [
      integer(`int${bits}${end}`, [bits / 8], true, end !== ""),
      integer(`uint${bits}${end}`, [bits / 8], false, end !== ""),
    ]),
  ]),
  { name: "float", sizes: [4], read: (bytes: Buffer) => floatText(bytes.readFloatBE()) },
  { name: "float-le", sizes: [4], read: (bytes: Buffer) => floatText(bytes.readFloatLE()) },
  { name: "double", sizes: [8], read: (bytes: Buffer) => plain(bytes.readDoubleBE()) },
  { name: "double-le", sizes: [8], read: (bytes: Buffer) => plain(bytes.readDoubleLE()) },
].filter(({ name }) => name !== "int8-le" && name !== "uint8-le");

/**
 * Numbers as Java's serializers write them, big endian; `-le` = little endian. `int` and `uint` take what length there is, 1
 * to 8 bytes. Only for those who ask: any few bytes are a number.
 */
export const numbers: readonly Format[] = kinds.map(({ name, sizes, read }) => ({
  name,
  read(bytes) {
    if (!sizes.includes(bytes.length)) {
      const wanted = sizes.length === 1 ? String(sizes[0]) : `1 to ${sizes.at(-1)}`;
      return { ok: false, reason: `it has ${bytes.length} bytes, not ${wanted}` };
    }
    const text = read(bytes);
    return { ok: true, text, syntax: /[0-9]/.test(text) ? "json" : "text" };
  },
}));

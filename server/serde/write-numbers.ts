import { Misfit } from "./misfit.ts";

const integers = [8, 16, 32, 64].flatMap((bits) => [`int${bits}`, `uint${bits}`]);
/** Numbers that have a size of their own, big endian and (`-le`) little endian. */
export const numberNames: readonly string[] = [...integers, "float", "double"].flatMap((name) =>
  name.endsWith("t8") ? [name] : [name, `${name}-le`],
);

/** A number in so many bytes. @throws Misfit */
export function numberBytes(name: string, text: string): Buffer {
  const bytes = name.startsWith("float") || name.startsWith("double") ? floating(name, text) : integer(name, text);
  return name.endsWith("-le") ? bytes.reverse() : bytes;
}

function integer(name: string, text: string): Buffer {
  const bits = Number(/\d+/.exec(name)?.[0]);
  const written = text.trim();
  if (!/^[+-]?[0-9]{1,30}$/.test(written)) throw new Misfit("", "must be a whole number");
  const value = BigInt(written.replace(/^\+/, ""));
  const isUnsigned = name.startsWith("u");
  if ((isUnsigned ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value)) !== value)
    throw new Misfit("", `does not fit ${isUnsigned ? "an unsigned" : "a signed"} integer of ${bits} bits`);
  return Buffer.from(
    BigInt.asUintN(bits, value)
      .toString(16)
      .padStart(bits / 4, "0"),
    "hex",
  );
}

function floating(name: string, text: string): Buffer {
  const written = text.trim();
  const value = Number(written);
  if (written === "" || (Number.isNaN(value) && written !== "NaN")) throw new Misfit("", "must be a number");
  const isFloat = name.startsWith("float");
  const bytes = Buffer.alloc(isFloat ? 4 : 8);
  if (isFloat) bytes.writeFloatBE(value);
  else bytes.writeDoubleBE(value);
  return bytes;
}

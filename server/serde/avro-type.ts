import avro from "avsc";
import { RawJson } from "./json-pieces.ts";

/** 64 bits exactly: the library's own longs are doubles. */
const exactLong = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (value: unknown) => typeof value === "bigint",
  compare: (a: bigint, b: bigint) => (a === b ? 0 : a < b ? -1 : 1),
});

type Schema = { logicalType?: unknown; scale?: unknown };

/** A decimal with all its digits, as JSON has numbers. */
class Decimal extends avro.types.LogicalType {
  readonly #scale: number;

  constructor(schema: Schema, options?: unknown) {
    super(schema as avro.Schema, options as object);
    const { scale = 0 } = schema;
    if (typeof scale !== "number" || !Number.isInteger(scale) || scale < 0 || scale > 1000)
      throw new Error("invalid scale");
    this.#scale = scale;
  }

  override _fromValue(bytes: Buffer): RawJson {
    const unscaled = bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString("hex")}`));
    const sign = unscaled < 0n ? "-" : "";
    const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(this.#scale + 1, "0");
    const whole = digits.slice(0, digits.length - this.#scale);
    return new RawJson(this.#scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-this.#scale)}`);
  }
}

/** The time a number of units stands for, as ISO 8601 with as many digits as the units have. */
function timeOf(unitsPerSecond: bigint, digits: number) {
  return class extends avro.types.LogicalType {
    constructor(schema: Schema, options?: unknown) {
      super(schema as avro.Schema, options as object);
      // a name of a time on anything else is no time: the library then reads what is below
      if (this.underlyingType.typeName !== "long") throw new Error("a time is a long");
      Object.assign(this, { _underlyingType: exactLong });
    }

    override _fromValue(value: bigint): string | bigint {
      const seconds = value / unitsPerSecond - (value % unitsPerSecond < 0n ? 1n : 0n);
      const part = value - seconds * unitsPerSecond;
      const ms = Number(seconds) * 1000;
      if (Math.abs(ms) > 8.64e15) return value;
      return `${new Date(ms).toISOString().slice(0, -5)}.${part.toString().padStart(digits, "0")}Z`;
    }
  };
}

class AvroDate extends avro.types.LogicalType {
  override _fromValue(days: number): string | number {
    const ms = days * 86_400_000;
    return Math.abs(ms) > 8.64e15 ? days : (new Date(ms).toISOString().split("T")[0] ?? days);
  }
}

/**
 * A type that decodes exactly: longs are bigint, decimals keep their digits, times, dates and uuids are text. Values only go
 * one way: nothing is encoded with it.
 *
 * @throws Error when it is no Avro schema
 */
export function avroTypeOf(schema: unknown): avro.Type {
  const options = {
    registry: {},
    // a schema names what it likes: nothing of it becomes a constructor of ours
    omitRecordMethods: true,
    noAnonymousTypes: false,
    wrapUnions: "auto",
    logicalTypes: {
      decimal: Decimal,
      date: AvroDate,
      "timestamp-millis": timeOf(1000n, 3),
      "timestamp-micros": timeOf(1_000_000n, 6),
      "timestamp-nanos": timeOf(1_000_000_000n, 9),
    },
    typeHook: (inner: unknown) => {
      const plain = inner === "long" || isPlainLong(inner);
      return plain ? exactLong : undefined;
    },
  };
  return avro.Type.forSchema(schema as avro.Schema, options as unknown as Partial<avro.ForSchemaOptions>);
}

function isPlainLong(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  const { type, logicalType } = schema as { type?: unknown; logicalType?: unknown };
  return type === "long" && logicalType === undefined;
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import avsc from "avsc";
import protobuf from "protobufjs";

const require = createRequire(import.meta.url);
const vega = (/** @type {string} */ name) => join(dirname(dirname(require.resolve("vega-datasets"))), "data", name);
/** @param {string} name */
export const schemaFile = (name) => join(dirname(fileURLToPath(import.meta.url)), "schemas", name);
const dayMs = 86_400_000;

/** @param {string} name @returns {string[][]} the fields of each line below the head; none of these files quotes a comma */
const rows = (name) =>
  readFileSync(vega(name), "utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","));

/** Four years of weather in Seattle and New York, as plain Avro by a schema that readers have to be given. @returns {import("./sources.mjs").SourceRecord[]} */
export function weatherReadings() {
  const type = avsc.Type.forSchema(JSON.parse(readFileSync(schemaFile("weather.avsc"), "utf8")));
  const byDay = rows("weather.csv").sort((a, b) => ((a[1] ?? "") < (b[1] ?? "") ? -1 : 1));
  return byDay.map(([station = "", day = "", precipitation, highest, lowest, wind, sky = "sun"]) => {
    const tenths = Buffer.alloc(2);
    tenths.writeInt16BE(Math.round(Number(precipitation) * 10));
    const value = type.toBuffer({
      station,
      day: Date.parse(day) / dayMs,
      precipitation: tenths,
      temperature: { highest: Number(highest), lowest: Number(lowest) },
      wind: Number(wind),
      sky,
    });
    return { key: station, value };
  });
}

/** Airports by their IATA code, as plain Protocol Buffers. @returns {import("./sources.mjs").SourceRecord[]} */
export function airports() {
  const type = protobuf
    .parse(readFileSync(schemaFile("airports.proto"), "utf8"), { keepCase: true })
    .root.lookupType("demo.aviation.Airport");
  return rows("airports.csv")
    .filter((fields) => fields.length === 7)
    .map(([iata = "", name, city, state, country, latitude, longitude]) => {
      const position = { latitude: Number(latitude), longitude: Number(longitude) };
      const airport = { iata, name, city, country, position, ...(state === "NA" ? {} : { state }) };
      return { key: iata, value: Buffer.from(type.encode(type.create(airport)).finish()) };
    });
}

/** How a console reads these two topics: a part of its configuration. */
export const demoFormats = [
  { topics: "weather.readings", value: { format: "avro", file: schemaFile("weather.avsc") } },
  {
    topics: "aviation.airports",
    value: { format: "protobuf", file: schemaFile("airports.proto"), message: "demo.aviation.Airport" },
  },
];

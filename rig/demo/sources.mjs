import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const vega = (/** @type {string} */ name) => join(dirname(dirname(require.resolve("vega-datasets"))), "data", name);
/** @param {string} name @returns {any} */
const json = (name) => JSON.parse(readFileSync(vega(name), "utf8"));
/** @param {string} name */
const lines = (name) => readFileSync(vega(name), "utf8").trim().split(/\r?\n/);

/** @typedef {{ key: string | Buffer | null, value: string | Buffer | null, headers?: Record<string, string | Buffer> }} SourceRecord */

/** Payloads that GitHub documents for its webhooks; each event's headers are those a receiver gets. @returns {SourceRecord[]} */
export function webhooks() {
  const found = /** @type {{ name: string, examples: any[] }[]} */ (
    require("@octokit/webhooks-examples/api.github.com/index.json")
  );
  return found.flatMap((event, e) =>
    event.examples.map((payload, i) => ({
      key: payload.repository?.full_name ?? payload.organization?.login ?? payload.sender?.login ?? null,
      value: JSON.stringify(payload),
      headers: {
        "X-GitHub-Event": event.name,
        "X-GitHub-Delivery": `72d3162e-cc78-11e3-${(0x81ab + e).toString(16)}-${(0x4c9367dc0958 + i).toString(16)}`,
        "X-GitHub-Hook-ID": "292430182",
      },
    })),
  );
}

/** Departures of 2001 with delay (min) and distance (miles). @returns {SourceRecord[]} */
export function flights() {
  return json("flights-20k.json").map((/** @type {any} */ flight) => ({
    key: `${flight.origin ?? "?"}-${flight.destination ?? "?"}`,
    value: JSON.stringify(flight),
  }));
}

/** A week of earthquakes as USGS told them. @returns {SourceRecord[]} */
export function earthquakes() {
  return json("earthquakes.json").features.map((/** @type {any} */ quake) => ({
    key: quake.id,
    value: JSON.stringify(quake),
    headers: { source: quake.properties.net },
  }));
}

/** One line of CSV a strike, no key. @returns {SourceRecord[]} */
export function birdstrikes() {
  return lines("birdstrikes.csv")
    .slice(1)
    .map((line) => ({ key: null, value: line }));
}

/** Films by title: a topic to compact. @returns {SourceRecord[]} */
export function films() {
  return json("movies.json")
    .filter((/** @type {any} */ film) => film.Title)
    .map((/** @type {any} */ film) => ({ key: String(film.Title), value: JSON.stringify(film) }));
}

/** US postal codes. @returns {SourceRecord[]} */
export function postalCodes() {
  return lines("zipcodes.csv")
    .slice(1)
    .map((line) => ({ key: line.slice(0, 5), value: line }));
}

/** Month-end share prices. @returns {SourceRecord[]} */
export function prices() {
  return lines("stocks.csv")
    .slice(1)
    .map((line) => {
      const [symbol, date, price] = line.split(",");
      return { key: symbol ?? null, value: JSON.stringify({ symbol, date, price: Number(price) }) };
    });
}

/** Wind measurements as 16-byte frames: two float32 degrees, float32 direction, float32 speed. @returns {SourceRecord[]} */
export function windFrames() {
  return lines("windvectors.csv")
    .slice(1)
    .map((line, i) => {
      const frame = Buffer.alloc(17);
      frame.writeUInt8(0xa7, 0);
      for (const [at, text] of line.split(",").slice(0, 4).entries()) frame.writeFloatBE(Number(text), 1 + at * 4);
      const station = Buffer.alloc(4);
      station.writeUInt32BE(i % 400);
      return {
        key: station,
        value: frame,
        headers: { "content-type": "application/octet-stream", crc: Buffer.from([i & 0xff, 0x00, 0xfe]) },
      };
    });
}

/** Whole data sets as one value each: 1.2 to 9.9 MB. @returns {SourceRecord[]} */
export function largeDocuments() {
  return [
    "earthquakes.json",
    "football.json",
    "platformer-terrain.json",
    "movies.json",
    "flights-20k.json",
    "flights-200k.json",
  ].map((name) => ({ key: name, value: readFileSync(vega(name)) }));
}

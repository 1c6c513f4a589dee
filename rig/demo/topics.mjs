import * as encoded from "./encoded.mjs";
import * as sources from "./sources.mjs";

/**
 * The demo's topics. `source` fills them, `copies` times over, with record times spread over the last `hours`;
 * `perSecond` records a second keep coming while the demo runs.
 * @typedef {object} DemoTopic
 * @property {string} name
 * @property {number} partitions
 * @property {number} [replicas]
 * @property {Record<string, string>} [configs]
 * @property {"none" | "gzip" | "snappy" | "lz4" | "zstd"} compression
 * @property {() => import("./sources.mjs").SourceRecord[]} [source]
 * @property {number} [copies]
 * @property {number} [hours]
 * @property {number} [perSecond]
 */
const day = 86_400_000;

/** @type {DemoTopic[]} */
export const demoTopics = [
  {
    name: "github.webhooks",
    partitions: 12,
    compression: "zstd",
    source: sources.webhooks,
    copies: 12,
    hours: 6,
    perSecond: 6,
    configs: { "retention.ms": String(7 * day) },
  },
  {
    name: "flights.departures",
    partitions: 6,
    compression: "lz4",
    source: sources.flights,
    copies: 3,
    hours: 6,
    perSecond: 80,
    configs: { "retention.ms": String(3 * day), "segment.bytes": "16777216" },
  },
  {
    name: "seismic.events",
    partitions: 4,
    compression: "gzip",
    source: sources.earthquakes,
    copies: 1,
    hours: 24,
    perSecond: 1,
    configs: { "retention.ms": String(30 * day) },
  },
  {
    name: "aviation.birdstrikes",
    partitions: 3,
    compression: "snappy",
    source: sources.birdstrikes,
    copies: 1,
    hours: 12,
    perSecond: 4,
    configs: { "retention.bytes": "104857600" },
  },
  {
    name: "markets.prices",
    partitions: 2,
    compression: "none",
    source: sources.prices,
    copies: 2,
    hours: 3,
    perSecond: 10,
    configs: { "message.timestamp.type": "LogAppendTime", "retention.ms": String(day) },
  },
  {
    name: "catalog.films",
    partitions: 3,
    compression: "lz4",
    source: sources.films,
    copies: 2,
    hours: 24,
    perSecond: 1,
    configs: {
      "cleanup.policy": "compact",
      "min.cleanable.dirty.ratio": "0.05",
      "segment.ms": "60000",
      "delete.retention.ms": "600000",
      "max.compaction.lag.ms": "60000",
    },
  },
  {
    name: "postal.codes",
    partitions: 8,
    compression: "zstd",
    source: sources.postalCodes,
    copies: 1,
    hours: 24,
    configs: { "cleanup.policy": "compact,delete", "retention.ms": String(365 * day) },
  },
  {
    name: "payments.ledger",
    partitions: 6,
    compression: "none",
    perSecond: 3,
    configs: { "retention.ms": "-1", "min.insync.replicas": "2" },
  },
  {
    name: "telemetry.wind",
    partitions: 6,
    compression: "none",
    source: sources.windFrames,
    copies: 2,
    hours: 2,
    perSecond: 20,
    configs: { "retention.ms": String(6 * 3_600_000) },
  },
  {
    name: "weather.readings",
    partitions: 2,
    compression: "none",
    source: encoded.weatherReadings,
    copies: 1,
    hours: 24,
    perSecond: 1,
    configs: { "retention.ms": String(30 * day) },
  },
  {
    name: "aviation.airports",
    partitions: 3,
    compression: "lz4",
    source: encoded.airports,
    copies: 1,
    hours: 24,
    configs: { "cleanup.policy": "compact" },
  },
  {
    name: "documents.archive",
    partitions: 1,
    compression: "zstd",
    source: sources.largeDocuments,
    copies: 1,
    hours: 24,
    configs: { "max.message.bytes": "16777216", "retention.ms": "-1" },
  },
  {
    name: "github.webhooks.dead-letters",
    partitions: 3,
    compression: "none",
    configs: { "retention.ms": String(30 * day) },
  },
  {
    name: "scratch.experiments",
    partitions: 1,
    replicas: 1,
    compression: "none",
    configs: { "retention.ms": String(3_600_000) },
  },
];

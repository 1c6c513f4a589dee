import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  poweredByHeader: false,
  reactStrictMode: true,
  reactCompiler: true,
  typedRoutes: false,
  images: { unoptimized: true },
  serverExternalPackages: [
    "@platformatic/kafka",
    "@platformatic/wasm-utils",
    "@node-rs/crc32",
    "kafkajs",
    "re2js",
    "@marcbachmann/cel-js",
    "ajv",
    "protobufjs",
  ],
  outputFileTracingExcludes: { "*": ["node_modules/@img/**", "node_modules/sharp/**", ".rig/**"] },
};

export default config;

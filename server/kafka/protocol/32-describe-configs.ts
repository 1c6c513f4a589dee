import { message, writeStrings } from "./message.ts";

/** ConfigResource.Type */
export const resourceTypes = { topic: 2, broker: 4, "broker-logger": 8, "client-metrics": 16, group: 32 } as const;

export type DescribeConfigsResource = { type: number; name: string; keys: readonly string[] | null };
export type DescribedConfig = {
  name: string;
  value: string | null;
  readOnly: boolean;
  /** ConfigEntry.ConfigSource as a number; -1 = unknown */
  source: number;
  sensitive: boolean;
  synonyms: { name: string; value: string | null; source: number }[];
  /** ConfigEntry.ConfigType as a number; 0 = unknown, also before version 3 */
  type: number;
  documentation: string | null;
};
export type DescribedResource = {
  errorCode: number;
  errorMessage: string | null;
  type: number;
  name: string;
  configs: DescribedConfig[];
};

/**
 * DescribeConfigs of many resources, synonyms always.
 *
 * request:  [type name [key]?] includeSynonyms includeDocumentation(3+)
 * response: throttle [error message? type name [name value? readOnly source sensitive [name value? source] type(3+) documentation?(3+)]]
 */
export const describeConfigs = message<
  [resources: DescribeConfigsResource[], documentation: boolean],
  { resources: DescribedResource[] }
>({
  key: 32,
  name: "DescribeConfigs",
  versions: [1, 4],
  flexibleFrom: 4,
  write(writer, { v, flexible }, resources, documentation) {
    writer
      .appendArray(
        resources,
        (w, { type, name, keys }) => writeStrings(w.appendInt8(type).appendString(name, flexible), keys, flexible),
        flexible,
        flexible,
      )
      .appendBoolean(true);
    if (v >= 3) writer.appendBoolean(documentation);
  },
  read(reader, { v, flexible }) {
    reader.readInt32();
    const resources = reader.readArray(
      (r) => ({
        errorCode: r.readInt16(),
        errorMessage: r.readNullableString(flexible),
        type: r.readInt8(),
        name: r.readString(flexible),
        configs: r.readArray(
          (c) => ({
            name: c.readString(flexible),
            value: c.readNullableString(flexible),
            readOnly: c.readBoolean(),
            source: c.readInt8(),
            sensitive: c.readBoolean(),
            synonyms: c.readArray(
              (s) => ({
                name: s.readString(flexible),
                value: s.readNullableString(flexible),
                source: s.readInt8(),
              }),
              flexible,
              flexible,
            ),
            type: v >= 3 ? c.readInt8() : 0,
            documentation: v >= 3 ? c.readNullableString(flexible) : null,
          }),
          flexible,
          flexible,
        ),
      }),
      flexible,
      flexible,
    );
    return { resources };
  },
  codes: (answer) => answer.resources.map((resource) => resource.errorCode),
});

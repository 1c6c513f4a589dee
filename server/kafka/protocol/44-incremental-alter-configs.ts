import { message } from "./message.ts";

/** AlterConfigOp.OpType; APPEND 2 and SUBTRACT 3 are not used */
export const configOperation = { set: 0, reset: 1 } as const;

export type AlterConfigsResource = {
  type: number;
  name: string;
  configs: { name: string; operation: number; value: string | null }[];
};
export type AlteredResource = { errorCode: number; errorMessage: string | null; type: number; name: string };

/**
 * IncrementalAlterConfigs (KIP-339): what is not named keeps its value.
 *
 * request:  [type name [name operation value?]] validateOnly
 * response: throttle [error message? type name]
 */
export const incrementalAlterConfigs = message<
  [resources: AlterConfigsResource[], validateOnly: boolean],
  { resources: AlteredResource[] }
>({
  key: 44,
  name: "IncrementalAlterConfigs",
  versions: [0, 1],
  flexibleFrom: 1,
  write(writer, { flexible }, resources, validateOnly) {
    writer
      .appendArray(
        resources,
        (w, { type, name, configs }) =>
          w
            .appendInt8(type)
            .appendString(name, flexible)
            .appendArray(
              configs,
              (c, config) =>
                c.appendString(config.name, flexible).appendInt8(config.operation).appendString(config.value, flexible),
              flexible,
              flexible,
            ),
        flexible,
        flexible,
      )
      .appendBoolean(validateOnly);
  },
  read(reader, { flexible }) {
    reader.readInt32();
    const resources = reader.readArray(
      (r) => ({
        errorCode: r.readInt16(),
        errorMessage: r.readNullableString(flexible),
        type: r.readInt8(),
        name: r.readString(flexible),
      }),
      flexible,
      flexible,
    );
    return { resources };
  },
  codes: (answer) => answer.resources.map((resource) => resource.errorCode),
});

import { message } from "./message.ts";

export type Coordinator = {
  /** empty before version 4, where a request asks about one key */
  key: string;
  node: number;
  errorCode: number;
  errorMessage: string | null;
};
export type FindCoordinatorAnswer = { throttleTimeMs: number; coordinators: Coordinator[] };

/**
 * Who coordinates groups (key type 0), transactional ids (1) or share state (2, from version 6). Many keys at once from
 * version 4 on; before, only the first one is asked about.
 *
 * request:  1-3: key type · 4+: type [key]
 * response: throttle · 1-3: error message? node host port · 4+: [key node host port error message?]
 */
export const findCoordinator = message<[keyType: number, keys: readonly string[]], FindCoordinatorAnswer>({
  key: 10,
  name: "FindCoordinator",
  versions: [1, 6],
  flexibleFrom: 3,
  write(writer, { v, flexible }, keyType, keys) {
    if (v < 4) writer.appendString(keys[0] ?? "", flexible).appendInt8(keyType);
    else writer.appendInt8(keyType).appendArray([...keys], (w, key) => w.appendString(key), true, false);
  },
  read(reader, { v, flexible }) {
    const throttleTimeMs = reader.readInt32();
    if (v < 4) {
      const errorCode = reader.readInt16();
      const errorMessage = reader.readNullableString(flexible);
      return { throttleTimeMs, coordinators: [{ key: "", node: reader.readInt32(), errorCode, errorMessage }] };
    }
    const coordinators = reader.readArray((r) => {
      const key = r.readString();
      const node = r.readInt32();
      r.readString();
      r.readInt32();
      return { key, node, errorCode: r.readInt16(), errorMessage: r.readNullableString() };
    });
    return { throttleTimeMs, coordinators };
  },
  codes: () => [],
});

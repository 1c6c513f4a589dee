import type { Reader } from "@platformatic/kafka";
import type { ApiCall } from "./api-call.ts";
import { message, type Shape, writeStrings } from "./message.ts";

/** What the descriptions of the newer kinds of groups (69, 77, 89) begin with. */
export type DescribedGroup = {
  id: string;
  errorCode: number;
  errorMessage: string | null;
  state: string;
  epoch: number;
  assignmentEpoch: number;
};

type Spec<Rest> = {
  key: number;
  name: string;
  versions: readonly [min: number, max: number];
  /** what stands between the head and the authorized operations */
  readRest(reader: Reader, shape: Shape): Rest;
};

/**
 * request:  [group] includeAuthorizedOperations
 * response: throttle [error message? group state epoch assignmentEpoch … authorizedOperations]
 */
export function groupDescribe<Rest>(
  spec: Spec<Rest>,
): ApiCall<[groups: readonly string[]], { groups: (DescribedGroup & Rest)[] }> {
  const { key, name, versions } = spec;
  return message({
    key,
    name,
    versions,
    flexibleFrom: 0,
    write(writer, _shape, groups) {
      writeStrings(writer, groups, true).appendBoolean(false);
    },
    read(reader, shape) {
      reader.readInt32();
      const groups = reader.readArray((r) => {
        const head: DescribedGroup = {
          errorCode: r.readInt16(),
          errorMessage: r.readNullableString(),
          id: r.readString(),
          state: r.readString(),
          epoch: r.readInt32(),
          assignmentEpoch: r.readInt32(),
        };
        const group = { ...head, ...spec.readRest(r, shape) };
        r.readInt32();
        return group;
      });
      return { groups };
    },
    codes: (answer) => answer.groups.map((group) => group.errorCode),
  });
}

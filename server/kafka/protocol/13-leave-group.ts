import { message } from "./message.ts";

/** A static member (KIP-345) is named by its instance id, with or without the member id; a dynamic one by its member id. */
export type LeavingMember = { memberId: string; instanceId: string | null };
export type LeftMember = LeavingMember & { errorCode: number };

/**
 * LeaveGroup for members of classic groups, several at once and from outside (KIP-345). Versions below 3 speak for one
 * dynamic member and are left out.
 *
 * request:  group [memberId instanceId? reason(5)?]
 * response: throttle error [memberId instanceId? error]
 */
export const leaveGroup = message<
  [group: string, members: readonly LeavingMember[], reason: string | null],
  { errorCode: number; members: LeftMember[] }
>({
  key: 13,
  name: "LeaveGroup",
  versions: [3, 5],
  flexibleFrom: 4,
  write(writer, { v, flexible }, group, members, reason) {
    writer.appendString(group, flexible).appendArray(
      [...members],
      (w, { memberId, instanceId }) => {
        w.appendString(memberId, flexible).appendString(instanceId, flexible);
        if (v >= 5) w.appendString(reason, flexible);
      },
      flexible,
      flexible,
    );
  },
  read(reader, { flexible }) {
    reader.readInt32();
    const errorCode = reader.readInt16();
    const members = reader.readArray(
      (r) => ({
        memberId: r.readString(flexible),
        instanceId: r.readNullableString(flexible),
        errorCode: r.readInt16(),
      }),
      flexible,
      flexible,
    );
    return { errorCode, members };
  },
  codes: (answer) => [answer.errorCode, ...answer.members.map((member) => member.errorCode)],
});

import kafkajs, { type PartitionAssigner } from "kafkajs";

const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol;
type Subscriber = { memberId: string; topics: ReadonlySet<string> };
type Plan = Map<string, Map<string, number[]>>;
/** What the client's cluster can do beyond its typed face. */
type Topics = { addMultipleTargetTopics?(topics: string[]): Promise<void> };

/** Java's `range`: of each topic every subscriber has a run of neighbours, the first ones one more. */
export const rangeAssignor = assignor("range", (topics, subscribers) => {
  const plan: Plan = new Map();
  for (const [topic, partitions] of topics) {
    const own = subscribers.filter((one) => one.topics.has(topic));
    const share = Math.floor(partitions.length / Math.max(1, own.length));
    let extra = partitions.length % Math.max(1, own.length);
    let at = 0;
    for (const { memberId } of own) {
      const count = share + (extra > 0 ? 1 : 0);
      extra--;
      give(plan, memberId, topic, partitions.slice(at, at + count));
      at += count;
    }
  }
  return plan;
});

/** Java's `roundrobin`: all partitions in turn. */
export const roundRobinAssignor = assignor("roundrobin", (topics, subscribers) => {
  const plan: Plan = new Map();
  let turn = 0;
  for (const [topic, partitions] of topics)
    for (const partition of partitions) {
      const willing = subscribers.some((one) => one.topics.has(topic));
      while (willing && !subscribers[turn % subscribers.length]?.topics.has(topic)) turn++;
      const next = subscribers[turn++ % subscribers.length];
      if (willing && next) give(plan, next.memberId, topic, [partition]);
    }
  return plan;
});

/**
 * An assignor under the name Java's clients know it by: a group of theirs takes only members that share one with it. Should this
 * member become the leader, it assigns what all the others subscribe to as well, also topics it does not read itself.
 */
function assignor(
  name: string,
  planOf: (topics: ReadonlyMap<string, number[]>, subscribers: readonly Subscriber[]) => Plan,
): PartitionAssigner {
  return ({ cluster }) => ({
    name,
    version: 0,
    async assign({ members, topics }) {
      const subscribers = members
        .map(({ memberId, memberMetadata }): Subscriber => {
          const told = MemberMetadata.decode(memberMetadata);
          return { memberId, topics: new Set(told?.topics ?? topics) };
        })
        .sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
      const all = [...new Set(subscribers.flatMap((one) => [...one.topics]))].sort();
      await (cluster as Topics).addMultipleTargetTopics?.(all);
      const partitions = all.map((topic): [string, number[]] => [
        topic,
        cluster
          .findTopicPartitionMetadata(topic)
          .map(({ partitionId }) => partitionId)
          .sort((a, b) => a - b),
      ]);
      const plan = planOf(new Map(partitions), subscribers);
      return subscribers.map(({ memberId }) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({
          version: 0,
          assignment: Object.fromEntries(plan.get(memberId) ?? []),
          userData: Buffer.alloc(0),
        }),
      }));
    },
    protocol: ({ topics }) => ({
      name,
      metadata: MemberMetadata.encode({ version: 0, topics, userData: Buffer.alloc(0) }),
    }),
  });
}

function give(plan: Plan, memberId: string, topic: string, partitions: number[]): void {
  const own = plan.get(memberId) ?? new Map<string, number[]>();
  own.set(topic, [...(own.get(topic) ?? []), ...partitions]);
  plan.set(memberId, own);
}

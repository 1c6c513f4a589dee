import type { BodyOf, ReplyOf } from "../../lib/api/endpoint.ts";
import { ApiError, type FieldError } from "../../lib/api/error.ts";
import type { createTopic } from "../../lib/api/topics.ts";
import { topicNameProblem } from "../../lib/kafka/topic-name.ts";
import type { Cluster } from "../clusters/cluster.ts";

type Body = BodyOf<typeof createTopic>;
type Created = ReplyOf<typeof createTopic>;

/** Creates a topic, or with `dryRun` lets the controller say whether it would. Answers once its leaders are visible. */
export async function createTopicView(cluster: Cluster, body: Body, signal?: AbortSignal): Promise<Created> {
  const assignments = assignmentsOf(body.assignments);
  refuseContradictions(body, assignments);
  const { name, partitions, replicationFactor, configs, dryRun } = body;
  // an assignment says both numbers itself, and Kafka does not take them twice
  const layout = assignments ? { assignments } : { partitions, replicationFactor };
  return cluster.kafka.createTopic({ name, configs, ...layout }, { signal, validateOnly: dryRun ?? false });
}

function assignmentsOf(given: Body["assignments"]): Record<number, number[]> | undefined {
  if (given === undefined) return undefined;
  return Object.fromEntries(Object.entries(given).map(([partition, brokers]) => [Number(partition), brokers]));
}

function refuseContradictions({ name, partitions, replicationFactor }: Body, assignments?: Record<number, number[]>) {
  const errors: FieldError[] = [];
  const problem = topicNameProblem(name);
  if (problem !== null) errors.push({ path: "body.name", message: problem });
  const lists = assignments ? Object.values(assignments) : null;
  if (lists && partitions !== undefined && partitions !== lists.length) {
    errors.push({
      path: "body.partitions",
      message: `contradicts assignments, which name ${lists.length}: leave it out`,
    });
  }
  if (lists && replicationFactor !== undefined && lists.some(({ length }) => length !== replicationFactor)) {
    errors.push({ path: "body.replicationFactor", message: "contradicts assignments: leave it out" });
  }
  if (errors.length > 0) throw new ApiError("invalid-request", errors.map(sentence).join(" "), { errors });
}

function sentence({ path, message }: FieldError): string {
  return path === "body.name" ? message : `${path} ${message}.`;
}

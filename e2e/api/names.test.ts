import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { getGroup, listGroups, listTopicGroups } from "../../lib/api/groups.ts";
import type { getTopic } from "../../lib/api/topics.ts";
import { client } from "../../rig/demo/client.mjs";
import { type Api, openApi, tilde } from "../support/api.ts";
import { leaveCommits } from "../support/consume.ts";
import { kafkaTool, testBootstrap, uniqueName } from "../support/rig.ts";

const stem = uniqueName("e2e-odd");
const topic = `${stem}._-t`;
/** Group ids are any text; so are the odd ones among them that URLs bend. */
const odd = [
  ".",
  "..",
  "%",
  "%2F",
  "%ff",
  "a//b",
  "/",
  "/a/",
  "\\",
  "a b",
  " ",
  "+",
  "a+b",
  "?",
  "#",
  "&=;",
  "~",
  "~Lg",
];
const scripts = ["ä", "日本語", "עברית", "😀", "<script>alert(1)</script>", '"', "'", "null", "__proto__", "a\tb"];
const whole = [".", "..", "%", " ", "~", "~Lg", "😀", "__proto__"];
const groups = [...[...odd, ...scripts].map((name) => `${stem}${name}`), ...whole];
const at = "/api/clusters/local";

let api: Api;
beforeAll(async () => {
  api = await openApi();
  await api.post(`${at}/topics`, { name: topic, partitions: 1, replicationFactor: 1 });
  await leaveCommits(testBootstrap(), groups, topic);
});
afterAll(async () => {
  const admin = client(testBootstrap(), stem).admin();
  await admin.connect();
  await admin.deleteGroups(groups).catch(() => {});
  await admin.disconnect();
  await kafkaTool("topics", ["--delete", "--topic", `${stem}.*`], { bootstrap: testBootstrap() });
  await api.close();
});

describe("groups whose ids are odd", () => {
  it("are all in the list, under their own names", async () => {
    const { items } = await api.get<typeof listGroups>(`${at}/groups?perPage=all`);
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining(groups));
    const ofTopic = await api.get<typeof listGroups>(`${at}/groups?perPage=all&topic=${encodeURIComponent(topic)}`);
    expect(ofTopic.items.map(({ id }) => id).sort()).toEqual([...groups].sort());
  });

  it("are found by the topic they read", async () => {
    const { items } = await api.get<typeof listTopicGroups>(`${at}/topics/${encodeURIComponent(topic)}/groups`);
    expect(items.map(({ id }) => id).sort()).toEqual([...groups].sort());
  });

  it.each(groups)("%j is found by its ~ form", async (id) => {
    expect(await api.get<typeof getGroup>(`${at}/groups/${tilde(id)}`)).toMatchObject({ id });
  });

  // `.` and `..` are taken out of any URL, `~` is the empty name and `~Lg` stands for `.`: these need the ~ form
  it.each(groups.filter((id) => ![".", "..", "~", "~Lg"].includes(id)))("%j is found percent-encoded", async (id) => {
    expect(await api.get<typeof getGroup>(`${at}/groups/${encodeURIComponent(id)}`)).toMatchObject({ id });
  });

  it("a segment that only begins like a ~ form is a name of its own", async () => {
    // and ~ alone is the empty name, which a group may have
    await api.refused("no-such-group", `${at}/groups/~`);
    expect(await api.get<typeof getGroup>(`${at}/groups/~Lg`)).toMatchObject({ id: "." });
    await api.refused("no-such-group", `${at}/groups/~%F0%9F%98%80`);
    await api.refused("no-such-group", `${at}/groups/~gICA`);
  });

  it("are deleted by the same names", async () => {
    for (const id of [".", "%", "a//b", "😀", "/"].map((name) => (whole.includes(name) ? name : `${stem}${name}`))) {
      expect((await api.remove(`${at}/groups/${tilde(id)}`)).status).toBe(204);
      await api.refused("no-such-group", `${at}/groups/${tilde(id)}`);
    }
  });
});

describe("topics", () => {
  it("of every character Kafka allows are found, percent-encoded or not, or by ~", async () => {
    for (const segment of [topic, topic.replace(/[._]/g, (c) => `%${c.charCodeAt(0).toString(16)}`), tilde(topic)]) {
      expect(await api.get<typeof getTopic>(`${at}/topics/${segment}`)).toMatchObject({ name: topic });
      await api.get(`${at}/topics/${segment}/configs`);
      await api.get(`${at}/topics/${segment}/messages`);
      await api.get(`${at}/topics/${segment}/partition-for?key=a`);
    }
  });

  const never = [".", "..", "%", "%2F", "a//b", "a b", "日本語", "😀", "\u0000", "a\nb", "__proto__", "x".repeat(250)];
  it.each(never)("%j is a topic nobody has, in every call", async (name) => {
    for (const segment of [tilde(name), ...([".", ".."].includes(name) ? [] : [encodeURIComponent(name)])]) {
      for (const rest of ["", "/configs", "/groups", "/messages", "/messages/0/0", "/tail", "/partition-for?key=a"]) {
        await api.refused("no-such-topic", `${at}/topics/${segment}${rest}`);
      }
      await api.refused("no-such-topic", `${at}/topics/${segment}`, { method: "DELETE" });
    }
  });

  it.each([...never.filter((name) => name !== "__proto__"), "a\\b", "ä", "/"])("%j cannot be created", async (name) => {
    for (const dryRun of [true, false]) {
      const problem = await api.refused("invalid-request", `${at}/topics`, { method: "POST", body: { name, dryRun } });
      expect(problem.errors).toMatchObject([{ path: "body.name" }]);
    }
  });

  it("a name that Kafka takes for another's is refused with its words", async () => {
    const name = topic.replace("._", "__");
    const answer = await api.send(`${at}/topics`, { method: "POST", body: { name, dryRun: true } });
    expect(answer.json).toMatchObject({ status: expect.toSatisfy((status) => [400, 422].includes(status)) });
    expect(answer.text).toContain("collides");
  });
});

it("clusters of odd names are none", async () => {
  for (const name of [".", "..", "%", "a//b", "a b", "LOCAL", "😀", ""]) {
    await api.refused("no-such-cluster", `/api/clusters/${tilde(name)}`);
    await api.refused("no-such-cluster", `/api/clusters/${tilde(name)}/topics`);
  }
});

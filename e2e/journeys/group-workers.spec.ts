import { expect, test } from "@playwright/test";
import { eventually, kafkaTool, testBootstrap, uniqueName, withConnect } from "../support/rig";
import { withWordCount, wordCountTopics } from "../support/word-count";
import { produceTo } from "./api-produce";
import { clusterName } from "./console-address";

const bootstrap = testBootstrap();
const topics = `/api/clusters/${clusterName}/topics`;

test.setTimeout(240_000);

test("a streams application is drawn with its parts, its topics and who runs which task", async ({ page, request }) => {
  const group = uniqueName("words");
  const { input, output } = wordCountTopics;
  for (const name of [input, output]) await request.post(topics, { data: { name, partitions: 2 } });
  await produceTo(request, input, [{ key: "line", value: "all streams lead to kafka", partition: 0 }]);
  try {
    await withWordCount(bootstrap, group, async () => {
      await eventually(
        "both parts run",
        async () => {
          const reply = await request.get(`/api/clusters/${clusterName}/groups/${group}`);
          const found = reply.ok() ? await reply.json() : null;
          return (found?.state === "Stable" && found.members[0]?.tasks?.active.length === 2) || undefined;
        },
        { within: 120_000 },
      );
      await page.goto(`/c/${clusterName}/groups/${group}`);
      const topology = page.getByRole("region", { name: "Topology of the application" });
      await expect(topology.getByRole("listitem")).toHaveText([
        new RegExp(`^Part 0, \\d tasks: reads ${input}; writes to repartition topics ${group}-`),
        /^Part 1, \d tasks: reads .*-repartition; .* keeps state in .*-changelog\.$/,
      ]);
      const tasks = page.getByRole("table", { name: "Tasks of each member" });
      await expect(tasks.getByText(/^0_0, .*1_0, /)).toBeVisible();
      const { stdout } = await kafkaTool("streams-groups", ["--describe", "--group", group, "--members"], {
        bootstrap,
      });
      const [, memberId = ""] =
        stdout
          .split("\n")
          .find((line) => line.startsWith(group))
          ?.split(/\s+/) ?? [];
      expect(memberId).not.toBe("");
      const members = page.getByRole("table", { name: "Members", exact: true });
      await expect(members.getByRole("row")).toHaveCount(2);
      await expect(members.locator(`[data-tip*="${memberId}"]`)).toBeVisible();
    });
  } finally {
    const all = await (await request.get(`${topics}?perPage=all`)).json();
    const names = all.items.map(({ name }: { name: string }) => name);
    for (const name of [input, output, ...names.filter((name: string) => name.startsWith(group))])
      await request.delete(`${topics}/${name}`);
  }
});

test("a Connect worker is shown with what it runs, and its connector's group is read like any other", async ({
  page,
  request,
}) => {
  const topic = uniqueName("sunk");
  await request.post(topics, { data: { name: topic, partitions: 2 } });
  await produceTo(request, topic, [
    { key: "a", value: "1", partition: 0 },
    { key: "b", value: "2", partition: 1 },
  ]);
  try {
    await withConnect(bootstrap, async ({ url, group }) => {
      const config = {
        "connector.class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
        "value.converter": "org.apache.kafka.connect.storage.StringConverter",
        ...{ topics: topic, "tasks.max": "1", file: "/dev/null" },
      };
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ name: `sink-${topic}`, config });
      expect((await fetch(`${url}/connectors`, { method: "POST", headers, body })).status).toBe(201);
      await page.goto(`/c/${clusterName}/groups/${group}`);
      await expect(page.getByText("1 Connect worker runs 1 connector with 1 task")).toBeVisible({ timeout: 60_000 });
      const members = page.getByRole("table", { name: "Members", exact: true });
      await expect(members.getByText(`${url}/`)).toBeVisible();
      await expect(members.getByText(`sink-${topic}-0`)).toBeVisible();
      await page.goto(`/c/${clusterName}/groups/connect-sink-${topic}`);
      await expect(page.getByText("Everything written has been read and committed.")).toBeVisible({ timeout: 60_000 });
      const rows = await kafkaTool("consumer-groups", ["--describe", "--group", `connect-sink-${topic}`], {
        bootstrap,
      });
      expect(rows.stdout.match(new RegExp(`${topic}\\s+[01]\\s+1\\s+1\\s+0`, "g"))).toHaveLength(2);
    });
  } finally {
    await request.delete(`/api/clusters/${clusterName}/groups/connect-sink-${topic}`);
    await request.delete(`${topics}/${topic}`);
  }
});

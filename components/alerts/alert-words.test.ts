import { expect, test } from "vitest";
import type { Alert } from "@/lib/api/alerts";
import { alertSnippet, deliveryWords, sortedAlerts } from "./alert-words";

const last = { at: 0, kind: "firing" as const, delivered: true, attempts: 1, status: 200, error: null };

test("how a message went is said with its reason", () => {
  expect(deliveryWords(last).text).toBe("Alert taken (200)");
  expect(deliveryWords({ ...last, kind: "resolved", delivered: false, attempts: 3, status: 503 })).toEqual({
    tone: "bad",
    text: "All-clear not delivered after 3 tries: answered 503",
  });
  expect(deliveryWords({ ...last, kind: "test", delivered: false, status: null, error: "ECONNREFUSED" }).text).toBe(
    "Test not delivered: ECONNREFUSED",
  );
});

test("what fires stands first", () => {
  const alert = (name: string, state: Alert["state"]) => ({ name, state }) as Alert;
  const names = sortedAlerts([alert("b", "ok"), alert("c", "firing"), alert("a", "pending"), alert("a", "ok")]);
  expect(names.map(({ name, state }) => `${name} ${state}`)).toEqual(["c firing", "a pending", "a ok", "b ok"]);
});

test("the example is about this cluster and one of its groups", () => {
  expect(alertSnippet("demo", "billing")).toContain("group: billing");
  expect(alertSnippet("demo", undefined)).toContain("group: orders-*");
});

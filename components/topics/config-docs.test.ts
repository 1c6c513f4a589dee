import { expect, test } from "vitest";
import { docText } from "./config-docs";

test("Kafka's HTML becomes plain paragraphs", () => {
  expect(
    docText('The <a href="#x">policy</a> of <code>delete</code>.<p>Values &lt; 0 mean   none.<ul><li>one<li>two</ul>'),
  ).toEqual(["The policy of delete.", "Values < 0 mean none.", "one", "two"]);
});

test("markup in documentation never becomes markup here", () => {
  expect(docText("a<script>alert(1)</script>b &lt;b&gt;")).toEqual(["aalert(1)b <b>"]);
});

import { expect, test } from "vitest";
import { EventText, LineText } from "./event-text.ts";

const stream = [
  "retry: 2000\n\n",
  'event: status\nid: AQID\ndata: {"perSecond":3}\n\n',
  ": hb\n\n",
  "event: messages\ndata: first\ndata:  second\n\n",
  "data: nameless\n\n",
  "event: nothing\n\n",
  "event: done\ndata: broken off",
].join("");
const events = [
  { event: "status", data: '{"perSecond":3}', id: "AQID" },
  { event: "messages", data: "first\n second", id: undefined },
  { event: "message", data: "nameless", id: undefined },
];

test("events come whole, comments and what broke off do not come", () => {
  expect(new EventText().push(stream)).toEqual(events);
});

test("it does not matter where the chunks were cut", () => {
  for (const size of [1, 2, 3, 7, 16]) {
    const parser = new EventText();
    const found = [];
    for (let at = 0; at < stream.length; at += size) found.push(...parser.push(stream.slice(at, at + size)));
    expect(found).toEqual(events);
  }
});

test("every way to end a line is a line's end, also across chunks", () => {
  for (const end of ["\r\n", "\r", "\n"]) {
    const parser = new EventText();
    const text = `event: a${end}data: 1${end}${end}data: 2${end}${end}x`;
    const found = [...text].flatMap((char) => parser.push(char));
    expect(found.map(({ event, data }) => [event, data])).toEqual([
      ["a", "1"],
      ["message", "2"],
    ]);
  }
});

test("lines of JSON keep what was begun for the next chunk", () => {
  const parser = new LineText();
  expect(parser.push('{"event":"plan","data":{"span":"9"}}\n{"event":"do')).toEqual([
    { event: "plan", data: { span: "9" }, id: undefined },
  ]);
  expect(parser.push('ne","id":"x","data":null}\n\n')).toEqual([{ event: "done", data: null, id: "x" }]);
});

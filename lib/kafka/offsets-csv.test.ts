import { describe, expect, it } from "vitest";
import { offsetsCsv, parseOffsetsCsv } from "./offsets-csv.ts";

describe("the CSV of kafka-consumer-groups", () => {
  it("is read with or without the group, in quotes or bare", () => {
    expect(parseOffsetsCsv('orders,0,12\r\n"orders",1,-3\n\n')).toEqual({
      lines: [
        { topic: "orders", partition: 0, offset: 12n },
        { topic: "orders", partition: 1, offset: -3n },
      ],
    });
    expect(parseOffsetsCsv("mine,orders,0,1\nother,orders,1,2\n", "mine")).toEqual({
      lines: [{ topic: "orders", partition: 0, offset: 1n }],
    });
  });

  it("is read again as it was written", () => {
    const lines = [
      { topic: "orders.created", partition: 3, offset: 9_007_199_254_740_993n },
      { topic: "_x-1", partition: 0, offset: 0n },
    ];
    expect(parseOffsetsCsv(offsetsCsv(lines))).toEqual({ lines });
  });

  it.each([
    ["", "no line"],
    ["orders;0;1", "Line 1 is not"],
    ["orders,0,1\norders,x,1", 'Line 2: "x" is no partition'],
    ["orders,0,1.5", '"1.5" is no offset'],
    ["orders,0,1\norders,0,2", "Line 2 names orders-0 a second time"],
    [",0,1", "names no topic"],
    ['"orders,0,1', "Line 1 is not"],
  ])("refuses %j", (text, says) => {
    expect(parseOffsetsCsv(text)).toEqual({ problem: expect.stringContaining(says) });
  });
});

"use client";
import { Button, DownMark } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { Fact, PageHead } from "@/components/ui/page-head";
import { type Density, setPreference, usePreferences } from "@/components/ui/preferences";
import { Quantity } from "@/components/ui/quantity";
import { saveText } from "@/components/ui/save-text";
import type { ClusterDetail } from "@/lib/api/clusters";
import type { TopicRow } from "@/lib/api/topics";
import { bytes } from "@/lib/format/bytes";
import { grouped } from "@/lib/format/figure";
import type { ColumnChoice } from "./shown-columns";
import { columnNames } from "./topic-columns";
import { topicsCsv } from "./topic-csv";

const densities: readonly Density[] = ["compact", "normal", "comfortable"];

/** Title, sums of what is shown, and the acts of the list. */
export function TopicListHead({
  cluster,
  rows,
  total,
  facts,
  choices,
  isInternalShown,
  blocked,
  onCreate,
}: {
  cluster: string;
  rows: readonly TopicRow[] | undefined;
  total: number | undefined;
  facts: ClusterDetail | undefined;
  choices: readonly ColumnChoice[];
  isInternalShown: boolean;
  blocked: string | undefined;
  onCreate: () => void;
}) {
  const { density } = usePreferences();
  const items: MenuItem[] = [
    ...choices.map(
      ({ id, isShown, toggle }, at): MenuItem => ({
        ...(at === 0 ? { group: "Columns" } : {}),
        label: columnNames[id] ?? id,
        checked: isShown,
        run: toggle,
      }),
    ),
    ...densities.map(
      (one, at): MenuItem => ({
        ...(at === 0 ? { group: "Rows", rule: true } : {}),
        label: one,
        checked: one === density,
        run: () => setPreference("density", one),
      }),
    ),
  ];
  return (
    <PageHead
      title="Topics"
      facts={
        rows && total !== undefined ? (
          <>
            <Fact value={grouped(total)}>{total === 1 ? "topic" : "topics"}</Fact>
            {isInternalShown || !facts?.internalTopicCount ? null : (
              <Fact value={grouped(facts.internalTopicCount)}>internal hidden</Fact>
            )}
            <Fact value={grouped(rows.reduce((sum, row) => sum + row.partitionCount, 0))}>partitions</Fact>
            <Fact value={<Quantity of={bytes(sizeOf(rows))} />} />
          </>
        ) : null
      }
      actions={
        <>
          <span className="no-phone contents">
            <Menu
              trigger={
                <Button look="quiet">
                  Columns <DownMark />
                </Button>
              }
              items={items}
            />
            <Button
              look="quiet"
              blocked={rows === undefined || rows.length === 0 ? "There is no row to export" : undefined}
              tip="Export the rows shown"
              onClick={() => {
                if (rows) saveText(`${cluster}-topics.csv`, "text/csv;charset=utf-8", topicsCsv(rows));
              }}
            >
              CSV
            </Button>
          </span>
          <Button look="primary" blocked={blocked} onClick={onCreate} kbd={<Kbd keys="n" />}>
            Create topic
          </Button>
        </>
      }
    />
  );
}

/** Unknown when one of them is: a sum that leaves some out would be too small. */
function sizeOf(rows: readonly TopicRow[]): bigint | null {
  let sum = 0n;
  for (const { sizeBytes } of rows) {
    if (sizeBytes === null) return null;
    sum += sizeBytes;
  }
  return sum;
}

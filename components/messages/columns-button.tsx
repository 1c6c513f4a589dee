"use client";
import { lazy } from "react";
import type { Columns } from "@/components/kafka/record-columns";
import type { Rows } from "@/lib/kafka/record-rows";
import { Opener } from "./opener";

const load = () => import("./columns-popup").then((part) => ({ default: part.ColumnsPopup }));
const ColumnsPopup = lazy(load);

/** Which columns the list has. */
export function ColumnsButton({ columns, rows }: { columns: Columns; rows: Rows }) {
  return (
    <Opener label="Columns" load={load}>
      {(trigger) => <ColumnsPopup columns={columns} rows={rows} trigger={trigger} />}
    </Opener>
  );
}

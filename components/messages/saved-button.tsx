"use client";
import { lazy } from "react";
import type { Columns } from "@/components/kafka/record-columns";
import { Opener } from "./opener";

const load = () => import("./saved-popup").then((part) => ({ default: part.SavedPopup }));
const SavedPopup = lazy(load);

/** Searches of this topic that were kept by name. */
export function SavedButton(props: { cluster: string; topic: string; columns: Columns }) {
  return (
    <Opener label="Saved" load={load}>
      {(trigger) => <SavedPopup {...props} trigger={trigger} />}
    </Opener>
  );
}

"use client";
import { lazy } from "react";
import type { Columns } from "@/components/kafka/record-columns";
import { Opener } from "./opener";

const load = () => import("./saved-popup").then((part) => ({ default: part.SavedPopup }));
const SavedPopup = lazy(load);

/** Searches that were kept by name: of a topic, or without one those over several, whose columns stand in the address. */
export function SavedButton(props: { cluster: string; topic?: string; columns?: Columns }) {
  return (
    <Opener label="Saved" load={load}>
      {(trigger) => <SavedPopup {...props} trigger={trigger} />}
    </Opener>
  );
}

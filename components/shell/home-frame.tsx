"use client";
import type { ReactNode } from "react";
import { Frame } from "./frame";

/** The frame of the page of all clusters. */
export function HomeFrame({ children }: { children: ReactNode }) {
  return (
    <Frame cluster={null} badges={{}}>
      {children}
    </Frame>
  );
}

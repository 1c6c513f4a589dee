"use client";
import { HomeFrame } from "./home-frame";
import { MissingScreen } from "./missing-screen";

/** The page of an address that leads nowhere, in the frame of the page of all clusters. */
export function MissingPage() {
  return (
    <HomeFrame>
      <MissingScreen />
    </HomeFrame>
  );
}

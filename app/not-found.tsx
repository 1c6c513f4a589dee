"use client";
import dynamic from "next/dynamic";

// Every page carries what is shown when it is not there: loaded only then, a second copy of the frame is not.
const MissingPage = dynamic(() => import("@/components/shell/missing-page").then((part) => part.MissingPage));

export default function NotFound() {
  return <MissingPage />;
}

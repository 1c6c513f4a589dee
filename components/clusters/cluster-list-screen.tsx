"use client";
import { PageHead } from "@/components/ui/page-head";

export function ClusterListScreen() {
  return <PageHead title="Clusters" />;
}

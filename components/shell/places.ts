import type { IconName } from "@/components/ui/icon";
import { paths } from "@/lib/paths";

export type Place = {
  id: string;
  label: string;
  phone: string;
  icon: IconName;
  key: string;
  href: (cluster: string) => string;
};

/** The pages of a cluster that exist, in the order of the rail. */
export const places: readonly Place[] = [
  { id: "overview", label: "Overview", phone: "Overview", icon: "overview", key: "g o", href: paths.overview },
  { id: "topics", label: "Topics", phone: "Topics", icon: "list", key: "g t", href: paths.topics },
  { id: "explore", label: "Explore", phone: "Explore", icon: "search", key: "g e", href: paths.explore },
  { id: "groups", label: "Consumer groups", phone: "Groups", icon: "people", key: "g c", href: paths.groups },
  { id: "brokers", label: "Brokers", phone: "Brokers", icon: "server", key: "g b", href: paths.brokers },
  { id: "alerts", label: "Alerts", phone: "Alerts", icon: "bell", key: "g a", href: paths.alerts },
  { id: "jobs", label: "Jobs", phone: "Jobs", icon: "clock", key: "g j", href: paths.jobs },
];

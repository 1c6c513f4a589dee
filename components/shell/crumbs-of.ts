import { decodeSegment } from "@/lib/api/segment";
import { paths } from "@/lib/paths";
import { places } from "./places";

export type Crumb = { label: string; href: string; mono: boolean };

/** From the address: cluster, place, thing. The tab is not one: it is drawn right below. */
export function crumbsOf(pathname: string): Crumb[] {
  const [, c, cluster, noun, thing] = pathname.split("/");
  if (c !== "c" || !cluster) return [{ label: "Clusters", href: paths.clusters(), mono: false }];
  const name = decodeSegment(cluster);
  const place = places.find((one) => one.id === noun);
  return [
    { label: name, href: paths.overview(name), mono: true },
    ...(place ? [{ label: place.label, href: place.href(name), mono: false }] : []),
    ...(place && thing ? [{ label: decodeSegment(thing), href: `${place.href(name)}/${thing}`, mono: true }] : []),
  ];
}

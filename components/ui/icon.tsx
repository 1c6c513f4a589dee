import { cx } from "./class-names";

/** Drawn on a 12 × 12 field with a 1.4 px stroke. */
const paths = {
  search: "M5.2 8.7a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM7.8 7.8 11 11",
  down: "M3 4.5 6 7.5 9 4.5",
  up: "M3 7.5 6 4.5 9 7.5",
  right: "M4.5 3 7.5 6 4.5 9",
  left: "M7.5 3 4.5 6 7.5 9",
  close: "M3 3l6 6M9 3l-6 6",
  check: "M2 6.4 4.8 9 10 3",
  plus: "M6 2v8M2 6h8",
  star: "M6 1.2 7.5 4.4 11 4.8 8.4 7.2 9.1 10.7 6 8.9 2.9 10.7 3.6 7.2 1 4.8 4.5 4.4Z",
  copy: "M4 4V1.5h6.5V8H8M1.5 4H8v6.5H1.5Z",
  pause: "M4 2.5v7M8 2.5v7",
  play: "M3.5 2v8L10 6Z",
  filter: "M1.5 2.5h9L7 6.5V10L5 9V6.5Z",
  more: "M2 6h.01M6 6h.01M10 6h.01",
  enter: "M10 2.5v4H2.5M5 4 2.5 6.5 5 9",
  arrow: "M2 6h8M7 3l3 3-3 3",
  download: "M6 1.5v6M3.2 5 6 7.8 8.8 5M2 10.5h8",
  bell: "M2.2 9h7.6C9 8 9 6.8 9 5a3 3 0 0 0-6 0c0 1.8 0 3-.8 4ZM5 10.8h2",
  clock: "M6 11A5 5 0 1 0 6 1a5 5 0 0 0 0 10ZM6 3v3l2 1.3",
  overview: "M1 8.5 4 5.5l2 2L11 3M1 11h10",
  list: "M1 2.5h10M1 6h10M1 9.5h7",
  people:
    "M4 5.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4ZM1 10.5c0-2 1.3-3.2 3-3.2s3 1.2 3 3.2M8.6 5.2a1.4 1.4 0 1 0-.6-2.6M8.4 7.4c1.6 0 2.6 1.2 2.6 3",
  server: "M1.5 1.5h9v3.6h-9ZM1.5 6.9h9v3.6h-9ZM3.5 3.3h.01M3.5 8.7h.01",
  theme: "M6 1a5 5 0 1 0 0 10ZM6 1a5 5 0 0 1 0 10",
  rail: "M1 1.5h10v9H1ZM4.2 1.5v9",
  keyboard: "M.8 3h10.4v6.2H.8ZM3 5.2h.01M5 5.2h.01M7 5.2h.01M9 5.2h.01M3.8 7.4h4.4",
  link: "M5 7a2 2 0 0 0 3 0l2-2a2 2 0 0 0-3-3l-.7.7M7 5a2 2 0 0 0-3 0L2 7a2 2 0 0 0 3 3l.7-.7",
} as const;

export type IconName = keyof typeof paths;

/** Decorative: the control around it carries the words. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg className={cx("icon", className)} viewBox="0 0 12 12" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

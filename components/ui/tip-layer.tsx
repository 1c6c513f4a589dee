"use client";
import { useEffect, useId, useRef, useState } from "react";

type Shown = { element: HTMLElement; text: string; title: string | undefined; x: number; y: number; below: boolean };

const OPEN_AFTER_MS = 350;

/**
 * The one tooltip of the page, mounted by the providers. Any element may carry
 * `data-tip="text"` (with `data-tip-title` for a heading), or `data-tip-cut="whole text"` to speak only when it is cut off.
 * One listener for all rows: ten thousand of them cost nothing. Opens on hover and on keyboard focus, closes with Escape,
 * stays while the pointer rests on it (WCAG 1.4.13).
 */
export function TipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();

  useEffect(() => {
    const later = (work: () => void, ms: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(work, ms);
    };
    const open = (element: HTMLElement) => setShown(place(element));
    const over = (event: Event) => {
      const at = event.target instanceof Element ? event.target : null;
      if (at?.closest(".tip")) return clearTimeout(timer.current);
      const element = carrier(at);
      if (element) later(() => open(element), OPEN_AFTER_MS);
      else later(() => setShown(null), 120);
    };
    const focus = (event: FocusEvent) => {
      const element = carrier(event.target instanceof Element ? event.target : null);
      if (element?.matches(":focus-visible")) later(() => open(element), 0);
      else later(() => setShown(null), 0);
    };
    const close = () => later(() => setShown(null), 0);
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape" || event.key === "Enter") close();
    };
    // a press, Enter or a finger on a word that explains itself
    const press = (event: Event) => {
      const element = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tip-press]") : null;
      if (element) later(() => open(element), 0);
    };
    document.addEventListener("click", press);
    document.addEventListener("pointerover", over);
    document.addEventListener("focusin", focus);
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", key);
    document.addEventListener("scroll", close, true);
    return () => {
      clearTimeout(timer.current);
      document.removeEventListener("click", press);
      document.removeEventListener("pointerover", over);
      document.removeEventListener("focusin", focus);
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", key);
      document.removeEventListener("scroll", close, true);
    };
  }, []);

  useEffect(() => {
    if (!shown) return;
    const before = shown.element.getAttribute("aria-describedby");
    shown.element.setAttribute("aria-describedby", before ? `${before} ${id}` : id);
    return () => {
      if (before) shown.element.setAttribute("aria-describedby", before);
      else shown.element.removeAttribute("aria-describedby");
    };
  }, [shown, id]);

  if (!shown) return null;
  return (
    <aside aria-label="Hint">
      <div
        id={id}
        role="tooltip"
        className="tip fixed z-(--z-toast)"
        style={{ left: shown.x, top: shown.y, transform: `translate(-50%, ${shown.below ? "0" : "-100%"})` }}
      >
        {shown.title ? <b className="block font-semibold">{shown.title}</b> : null}
        {shown.text}
      </div>
    </aside>
  );
}

function carrier(at: Element | null): HTMLElement | null {
  const element = at?.closest<HTMLElement>("[data-tip], [data-tip-cut]") ?? null;
  if (!element || element.dataset.tip) return element;
  const parts = [element, ...element.children];
  return parts.some((part) => part.scrollWidth > part.clientWidth + 1) ? element : null;
}

function place(element: HTMLElement): Shown | null {
  const text = element.dataset.tip ?? element.dataset.tipCut;
  if (!text || !element.isConnected) return null;
  const box = element.getBoundingClientRect();
  const half = Math.min(160, 8 + text.length * 3.4);
  const x = Math.max(half + 6, Math.min(window.innerWidth - half - 6, box.left + box.width / 2));
  const below = box.top < 72;
  return { element, text, title: element.dataset.tipTitle, x, y: below ? box.bottom + 6 : box.top - 6, below };
}

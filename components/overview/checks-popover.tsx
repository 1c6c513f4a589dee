"use client";
import { Popover } from "@base-ui/react/popover";
import { checkList } from "./finding-words";

/** Everything that is looked for; loaded when it is first asked for. */
export function ChecksPopover() {
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger render={<button type="button" className="link" />}>what is checked</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="layer" sideOffset={6} align="end">
          <Popover.Popup className="pop surface w-[380px] max-w-[calc(100vw-28px)] p-3.5" data-modal="">
            <Popover.Title className="mb-1 font-semibold">What is checked</Popover.Title>
            <Popover.Description className="small soft mb-2">
              In every picture of the cluster, one every few seconds while somebody looks.
            </Popover.Description>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
            <ul className="max-h-[50dvh] overflow-auto" tabIndex={0}>
              {checkList.map((check) => (
                <li key={check} className="border-t border-line py-1">
                  {check}
                </li>
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

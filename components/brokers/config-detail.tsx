import { IconButton } from "@/components/ui/button";
import type { ConfigRow } from "@/lib/api/configs";
import { readableValue, sourceWord } from "./config-words";

/** A value as it is shown: sensitive ones never leave the broker, empty and unset differ. */
export function ConfigValue({ config }: { config: Pick<ConfigRow, "value" | "sensitive"> }) {
  const { value, sensitive } = config;
  if (sensitive)
    return (
      <span className="muted" data-tip="Sensitive: the broker keeps it to itself.">
        hidden
      </span>
    );
  if (value === null) return <span className="muted">not set</span>;
  if (value === "") return <span className="muted">empty</span>;
  return (
    <span className="mono" data-tip-cut={value}>
      {readableValue(value)}
    </span>
  );
}

/** What one config means, and from which layers its value could come: the first in the list wins. */
export function ConfigDetail({ config, onClose }: { config: ConfigRow; onClose: () => void }) {
  const { name, documentation, synonyms, type, inherited, sensitive } = config;
  return (
    <aside
      className="surface sticky top-0 w-[380px] flex-none self-start border-l border-line px-4 py-2 phone:fixed phone:inset-0 phone:z-(--z-panel) phone:w-full phone:overflow-auto phone:border-0"
      aria-label={`Config ${name}`}
    >
      <div className="flex items-start gap-2">
        <h3 className="name flex-1 break-all">{name}</h3>
        <IconButton small icon="close" label="Close" onClick={onClose} />
      </div>
      <p className="soft mt-1 whitespace-pre-line">{documentation ?? "The broker sent no documentation for it."}</p>
      <dl className="kv mt-3">
        <dt>type</dt>
        <dd>{type.toLowerCase()}</dd>
        <dt>after a reset</dt>
        <dd>
          <ConfigValue config={{ value: inherited, sensitive }} />
        </dd>
      </dl>
      {synonyms.length > 0 ? (
        <>
          <h4 className="mt-3 mb-1 font-medium">Where it is set, the first wins</h4>
          <ol>
            {synonyms.map((one) => (
              <li key={`${one.name} ${one.source}`} className="flex items-baseline gap-2 border-t border-line py-1">
                <span className="min-w-0 flex-1 break-all">
                  <span className="mono">{one.name}</span> <span className="muted">{sourceWord(one.source)}</span>
                </span>
                <span className="max-w-[45%] break-all">
                  <ConfigValue config={{ value: one.value, sensitive }} />
                </span>
              </li>
            ))}
          </ol>
        </>
      ) : null}
    </aside>
  );
}

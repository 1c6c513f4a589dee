import type { MapBroker } from "@/components/kafka/replica-columns";
import { cx } from "@/components/ui/class-names";
import type { Column } from "@/components/ui/column";
import type { TopicPartitionRow } from "@/lib/api/topics";

/** Under the map: how many partitions each broker leads, and how many it should. */
export function LeadersFoot({
  columns,
  brokers,
  partitions,
}: {
  columns: readonly Column<TopicPartitionRow>[];
  brokers: readonly MapBroker[];
  partitions: readonly TopicPartitionRow[];
}) {
  const led = (broker: number) => partitions.filter(({ leader }) => leader === broker).length;
  const preferred = (broker: number) => partitions.filter(({ replicas }) => replicas[0] === broker).length;
  const first = columns.findIndex(({ id }) => id.startsWith("broker-"));
  const after = first + brokers.length;
  const isOff = brokers.some(({ id }) => led(id) !== preferred(id));
  return (
    <tfoot>
      <tr>
        <td />
        <td colSpan={Math.max(1, first - 1)} className="soft">
          Leaders here
        </td>
        {brokers.map(({ id }) => (
          <td key={id} className="map num" data-tip={`preferred: ${preferred(id)}`}>
            {led(id)}
          </td>
        ))}
        {columns.slice(after).map((column, at) =>
          at === 0 ? (
            <td key={column.id} colSpan={columns.length - after} className="soft">
              {isOff ? `preferred would be ${brokers.map(({ id }) => preferred(id)).join(", ")}` : "as preferred"}
            </td>
          ) : (
            <td key={column.id} className={cx("hidden")} />
          ),
        )}
      </tr>
    </tfoot>
  );
}

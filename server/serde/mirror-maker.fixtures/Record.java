package org.apache.kafka.connect.mirror;

import java.util.HexFormat;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What MirrorMaker 2's own classes write, as mirror-maker.fixtures/kafka.json (Kafka 4.3): javac -cp "connect/*" -d out Record.java && java -cp "out:connect/*" org.apache.kafka.connect.mirror.Record */
class Record {
  public static void main(String[] args) {
    Heartbeat beat = new Heartbeat("primary", "backup", 1_784_022_300_123L);
    Checkpoint point = new Checkpoint("analytics", new TopicPartition("primary.orders", 7), 9007199254740993L, 42L, "note");
    OffsetSync sync = new OffsetSync(new TopicPartition("orders", 3), 9007199254740993L, 41L);
    System.out.println("{");
    told("heartbeats", beat.recordKey(), beat.recordValue(), ",");
    told("primary.checkpoints.internal", point.recordKey(), point.recordValue(), ",");
    told("mm2-offset-syncs.backup.internal", sync.recordKey(), sync.recordValue(), "");
    System.out.println("}");
  }

  static void told(String topic, byte[] key, byte[] value, String end) {
    HexFormat hex = HexFormat.of();
    System.out.println(" \"" + topic + "\": { \"key\": \"" + hex.formatHex(key) + "\", \"value\": \"" + hex.formatHex(value) + "\" }" + end);
  }
}

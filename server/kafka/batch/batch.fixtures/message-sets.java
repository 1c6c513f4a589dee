import java.nio.ByteBuffer;
import java.nio.file.*;
import java.util.*;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.*;

/**
 * Message sets of magic 0 and 1, which no broker of today writes, by Kafka's own builder, and what Kafka's own reader makes
 * of them: java -cp ".rig/libs/broker/*" server/kafka/batch/batch.fixtures/message-sets.java server/kafka/batch/batch.fixtures
 */
class MessageSets {
  public static void main(String[] args) throws Exception {
    for (byte magic = 0; magic <= 1; magic++)
      for (String codec : List.of("none", "gzip", "snappy", "lz4")) {
        ByteBuffer out = ByteBuffer.allocate(1 << 20);
        write(out, magic, codec, 100L, 40, 1700000000000L);
        write(out, magic, codec, 140L, 3, 1700000900000L);
        out.flip();
        byte[] bytes = new byte[out.remaining()];
        out.duplicate().get(bytes);
        Path base = Path.of(args[0], "magic-" + magic + "-" + codec);
        Files.write(Path.of(base + ".bin"), bytes);
        Files.writeString(Path.of(base + ".json"), read(MemoryRecords.readableRecords(out), codec));
      }
  }

  static void write(ByteBuffer out, byte magic, String codec, long baseOffset, int count, long time) {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 19);
    TimestampType type = magic == 0 ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME;
    MemoryRecordsBuilder builder = MemoryRecords.builder(buffer, magic, Compression.of(codec).build(), type, baseOffset);
    for (int i = 0; i < count; i++) {
      byte[] key = i % 5 == 0 ? null : ("key " + i).getBytes();
      byte[] value = i % 7 == 3 ? null : ("value " + i + " größe ").repeat(i % 4 + 1).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      builder.append(magic == 0 ? -1L : time - (i % 3) * 1000L, key, value);
    }
    out.put(builder.build().buffer());
  }

  static String read(MemoryRecords records, String codec) {
    StringJoiner all = new StringJoiner(",", "{\"reader\":\"org.apache.kafka.common.record\",\"codec\":\"" + codec + "\",\"records\":[", "]}\n");
    for (org.apache.kafka.common.record.internal.Record record : records.records())
      all.add("{\"offset\":\"" + record.offset() + "\",\"timestamp\":" + record.timestamp() + ",\"key\":" + text(record.key())
          + ",\"value\":" + text(record.value()) + ",\"headers\":[]}");
    return all.toString();
  }

  static String text(ByteBuffer bytes) {
    if (bytes == null) return "null";
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return "\"" + Base64.getEncoder().encodeToString(copy) + "\"";
  }
}

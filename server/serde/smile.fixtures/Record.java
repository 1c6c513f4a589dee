import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.dataformat.smile.SmileFactory;
import tools.jackson.dataformat.smile.SmileMapper;
import tools.jackson.dataformat.smile.SmileWriteFeature;

/** What Jackson's own writer of Smile writes, as smile.fixtures/jackson.json: java -cp 'lib/*' Record.java > jackson.json */
class Record {
  public static void main(String[] args) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", 9007199254740993L);
    document.put("negative", -1234567890123456789L);
    document.put("small", -5);
    document.put("int", 70_000);
    document.put("ratio", 1.5);
    document.put("float", 0.1f);
    document.put("big", new BigInteger("-123456789012345678901234567890"));
    document.put("decimal", new BigDecimal("-1234567890123456789.1234567890"));
    document.put("name", "Zoë 😀");
    document.put("empty", "");
    document.put("", true);
    document.put("long", "x".repeat(300));
    document.put("longer", "ö".repeat(200));
    document.put("k".repeat(64), 1);
    document.put("n".repeat(80), 2);
    document.put("bytes", new byte[] {0, -1, 1, 2, 3, 4, 5, 6, 7});
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("state", i % 2 == 0 ? "PAID" : "NEW");
      item.put("field" + i, null);
      item.put("text", "a text of some length, number " + i % 40);
      list.add(item);
    }
    document.put("list", list);
    StringBuilder out = new StringBuilder("{");
    Map<String, SmileMapper> mappers = new LinkedHashMap<>();
    mappers.put("usual", new SmileMapper());
    mappers.put("shared", new SmileMapper(SmileFactory.builder().enable(SmileWriteFeature.CHECK_SHARED_STRING_VALUES).build()));
    mappers.put("raw", new SmileMapper(SmileFactory.builder()
        .disable(SmileWriteFeature.ENCODE_BINARY_AS_7BIT).disable(SmileWriteFeature.CHECK_SHARED_NAMES)
        .enable(SmileWriteFeature.WRITE_END_MARKER).build()));
    mappers.forEach((name, mapper) -> out.append(out.length() > 1 ? "," : "").append("\n \"").append(name).append("\": \"")
        .append(HexFormat.of().formatHex(mapper.writeValueAsBytes(document))).append('"'));
    System.out.println(out.append("\n}"));
  }
}

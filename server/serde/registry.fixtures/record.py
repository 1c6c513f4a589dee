"""Records what Confluent's Python serializers write: run by hand against a registry, and for schemas that headers name by GUID
against the library's own store, because few registries have GUIDs.

pip install 'confluent-kafka[avro,json,protobuf]==2.16.1'
python record.py http://127.0.0.1:8081 > python.json
python record.py mock://any > python-headers.json
"""

import datetime
import decimal
import json
import sys
import uuid

from confluent_kafka.schema_registry import SchemaRegistryClient, header_schema_id_serializer
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.schema_registry.json_schema import JSONSerializer
from confluent_kafka.schema_registry.protobuf import ProtobufSerializer
from confluent_kafka.serialization import MessageField, SerializationContext
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory, timestamp_pb2

client = SchemaRegistryClient.new_client({"url": sys.argv[1]})
in_headers = {"schema.id.serializer": header_schema_id_serializer} if sys.argv[1].startswith("mock:") else {}
records = []


def keep(name, topic, serializer, value, expected, part=MessageField.VALUE):
    headers = []
    context = SerializationContext(topic, part, headers)
    data = serializer(value, context)
    records.append(
        {
            "name": name,
            "topic": topic,
            "bytes": data.hex(),
            "headers": [{"name": key, "value": text.hex()} for key, text in context.headers],
            "expected": expected,
        }
    )


AVRO = json.dumps(
    {
        "type": "record",
        "name": "Order",
        "namespace": "shop",
        "fields": [
            {"name": "id", "type": "long"},
            {"name": "total", "type": {"type": "bytes", "logicalType": "decimal", "precision": 30, "scale": 2}},
            {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
            {"name": "day", "type": {"type": "int", "logicalType": "date"}},
            {"name": "uuid", "type": {"type": "string", "logicalType": "uuid"}},
            {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["NEW", "PAID"]}},
            {"name": "note", "type": ["null", "string"], "default": None},
            {"name": "tags", "type": {"type": "array", "items": "string"}},
            {"name": "stock", "type": {"type": "map", "values": "long"}},
            {"name": "raw", "type": "bytes"},
            {"name": "ratio", "type": "double"},
        ],
    }
)
ORDER = {
    "id": 9007199254740993,
    "total": decimal.Decimal("-1234567890123456789012345.67"),
    "at": datetime.datetime(2026, 7, 14, 9, 45, 0, 123457, tzinfo=datetime.timezone.utc),
    "day": datetime.date(1969, 12, 31),
    "uuid": uuid.UUID("3b8c5a4e-5a37-4f39-8f2e-0f6c0a1b2c3d"),
    "state": "PAID",
    "note": "Zoë",
    "tags": ["a", "b"],
    "stock": {"x": -9223372036854775808},
    "raw": b"\x00\xff",
    "ratio": 0.1,
}
SHOWN = (
    '{"id":9007199254740993,"total":-1234567890123456789012345.67,"at":"2026-07-14T09:45:00.123457Z",'
    '"day":"1969-12-31","uuid":"3b8c5a4e-5a37-4f39-8f2e-0f6c0a1b2c3d","state":"PAID","note":"Zoë","tags":["a","b"],'
    '"stock":{"x":-9223372036854775808},"raw":{"$bytes":"AP8="},"ratio":0.1}'
)
keep("avro", "py-avro", AvroSerializer(client, AVRO, conf=in_headers), ORDER, SHOWN)
if in_headers:
    keep("avro, a key", "py-avro", AvroSerializer(client, AVRO, conf=in_headers), ORDER, SHOWN, MessageField.KEY)

SCHEMA = json.dumps(
    {"title": "Order", "type": "object", "properties": {"id": {"type": "integer"}, "n": {"type": "number"}}}
)
keep("json schema", "py-json", JSONSerializer(SCHEMA, client, conf=in_headers), {"id": 9007199254740993, "n": 1.5}, '{"id":9007199254740993,"n":1.5}')


def protobuf():
    file = descriptor_pb2.FileDescriptorProto(name="order.proto", package="shop", syntax="proto3")
    file.dependency.append("google/protobuf/timestamp.proto")
    kind = descriptor_pb2.FieldDescriptorProto
    file.message_type.add(name="Unused").field.add(name="a", number=1, type=kind.TYPE_STRING, label=kind.LABEL_OPTIONAL)
    order = file.message_type.add(name="Order")
    line = order.nested_type.add(name="Line")
    line.field.add(name="sku", number=1, type=kind.TYPE_STRING, label=kind.LABEL_OPTIONAL)
    line.field.add(name="change", number=2, type=kind.TYPE_SINT64, label=kind.LABEL_OPTIONAL)
    order.field.add(name="order_id", number=1, type=kind.TYPE_INT64, label=kind.LABEL_OPTIONAL)
    order.field.add(name="lines", number=2, type=kind.TYPE_MESSAGE, type_name=".shop.Order.Line", label=kind.LABEL_REPEATED)
    order.field.add(
        name="at", number=3, type=kind.TYPE_MESSAGE, type_name=".google.protobuf.Timestamp", label=kind.LABEL_OPTIONAL
    )
    order.field.add(name="sizes", number=4, type=kind.TYPE_FIXED64, label=kind.LABEL_REPEATED)
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(timestamp_pb2.DESCRIPTOR.serialized_pb)
    pool.Add(file)
    return pool


pool = protobuf()
Order = message_factory.GetMessageClass(pool.FindMessageTypeByName("shop.Order"))
Line = message_factory.GetMessageClass(pool.FindMessageTypeByName("shop.Order.Line"))
conf = {"use.deprecated.format": False, **in_headers}
value = Order(order_id=-9007199254740993, sizes=[18446744073709551615])
value.lines.add(sku="a", change=-9223372036854775808)
value.at.seconds = 1784022300
value.at.nanos = 5000000
keep(
    "protobuf, the second message of its file",
    "py-proto",
    ProtobufSerializer(Order, client, conf),
    value,
    '{"order_id":-9007199254740993,"lines":[{"sku":"a","change":-9223372036854775808}],'
    '"at":"2026-07-14T09:45:00.005Z","sizes":[18446744073709551615]}',
)
keep("protobuf, a nested message", "py-nested", ProtobufSerializer(Line, client, conf), Line(sku="b"), '{"sku":"b","change":0}')

schemas = {}
for subject in client.get_subjects():
    for version in client.get_versions(subject):
        found = client.get_version(subject, version)
        schemas[found.schema_id] = {
            "type": found.schema.schema_type,
            "text": found.schema.schema_str,
            "guid": getattr(found, "guid", None),
            "references": [{"name": one.name, "subject": one.subject, "version": one.version} for one in found.schema.references or []],
            "subject": subject,
            "version": version,
        }
json.dump({"schemas": schemas, "records": records}, sys.stdout, indent=1, ensure_ascii=False)

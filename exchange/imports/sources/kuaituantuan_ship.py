"""快团团's ship form: one row per item with address and parcel columns, no amounts and no point.

商品成本价 is what the goods cost the leader; it is not what the buyer paid and is left alone.
"""

from __future__ import annotations

from exchange.imports.fields import Field, Source
from exchange.imports.sources.specs import take_spec_from_name

SOURCE = Source(
    id="kuaituantuan_ship",
    channel="kuaituantuan",
    aliases={
        Field.SEQUENCE: ("跟团号",),
        Field.BUYER: ("收货人",),
        Field.PHONE: ("联系电话",),
        Field.ADDRESS: ("省", "市", "区", "详细地址"),
        Field.PRODUCT: ("商品",),
        Field.SPEC: ("规格",),
        Field.CODE: ("商品编码",),
        Field.QUANTITY: ("数量",),
        Field.NOTE: ("团员备注",),
        Field.LEADER_NOTE: ("团长备注",),
    },
    also=("商品成本价", "快递公司", "快递单号"),
    needs=((Field.SEQUENCE,), (Field.PRODUCT,), (Field.QUANTITY,)),
    marks=("快递公司", "快递单号", "商品成本价"),
    by_sequence=True,
    derive=take_spec_from_name,
)

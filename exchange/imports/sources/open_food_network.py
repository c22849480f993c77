"""Open Food Network, the report Orders and Distributors: one row per item, the distributor is the pickup point.

Headings are translated by each site; the older English ones and some translations stand here, any other
site is tied once with a column profile. Cost is the line's, Max Quantity a wish and not an order.
"""

from __future__ import annotations

from exchange.imports.fields import Field, Source

SOURCE = Source(
    id="open_food_network",
    channel="openfoodnetwork",
    aliases={
        Field.KEY: ("Order Id", "Order number", "Numéro de commande", "Bestellnummer", "Número de pedido", "N° commande"),
        Field.BUYER: ("Customer Name", "Name", "Nom de l'acheteur", "Name des Kunden", "Nombre del cliente", "Kundenname"),
        Field.PHONE: ("Customer Phone", "Téléphone de l'acheteur", "Telefon des Kunden", "Teléfono del cliente"),
        Field.POINT: ("Distributor", "Hub", "Distributeur", "Verteilstelle", "Distribuidora", "Comptoir"),
        Field.NOTE: ("Shipping instructions", "Instructions de livraison", "Lieferhinweise", "Instrucciones de envío"),
        Field.PRODUCT: ("Product", "Item name", "Produit", "Produkt", "Producto"),
        Field.SPEC: ("Variant", "Variante"),
        Field.CODE: ("SKU", "UGS", "Référence produit"),
        Field.QUANTITY: ("Quantity", "Quantité", "Menge", "Cantidad"),
        Field.AMOUNT: ("Cost", "Coût", "Kosten", "Coste"),
        Field.ORDERED_AT: ("Order date", "Date de commande", "Date de la commande", "Bestelldatum", "Fecha del pedido"),
    },
    also=(
        "Customer Email", "Customer City", "Max Quantity", "Shipping Cost", "Payment Method", "Distributor address",
        "Distributor city", "Distributor postcode", "Shipping Method",
    ),
    needs=((Field.KEY,), (Field.PRODUCT,), (Field.QUANTITY,), (Field.POINT,)),
    marks=(
        "Distributor", "Hub", "Distributeur", "Verteilstelle", "Distribuidora", "Comptoir", "Max Quantity",
    ),
    zone=None,
    joined={Field.ADDRESS: ", ", Field.NOTE: "; "},
)  # fmt: skip

"""The forms that one value takes in real files: phones as floats, full-width digits, a tab glued on, a currency sign.

Every function takes a `turn`, a number that says which form; the same turn gives the same form.
"""

from __future__ import annotations

from workers.demo.words import Company, DemoLine, DemoOrder, Fate

_WIDE = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789+-().,"}

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def turn_of(order: DemoOrder, salt: int = 0) -> int:
    """0 to 996, scattered over the orders."""
    return (order.number * 7_919 + salt * 613) % 997


def wide(text: str) -> str:
    """Digits and signs as a Chinese keyboard gives them: １２（３）."""
    return text.translate(_WIDE)


def phone_text(phone: str, turn: int) -> str:
    """A phone as text, in one of eight forms."""
    match turn % 8:
        case 0:
            return wide(phone)
        case 1:
            return f"+86 {phone[:3]} {phone[3:7]} {phone[7:]}"
        case 2:
            return f"\t{phone}"
        case 3:
            return f"{phone[:3]}-{phone[3:7]}-{phone[7:]}"
        case 4:
            return f"{phone}.0"
        case _:
            return phone


def phone_cell(phone: str, turn: int) -> str | float:
    """A phone in a workbook: mostly a number, which is how spreadsheets lose the text."""
    return float(phone) if turn % 3 else phone_text(phone, turn // 3)


def quantity_text(line: DemoLine, turn: int) -> str:
    """Pieces as text; what cannot be read as it stands in the file."""
    if line.fate is Fate.BAD:
        return line.said
    match turn % 9:
        case 0:
            return wide(str(line.pieces))
        case 1:
            return f" {line.pieces} "
        case 2:
            return f"{line.pieces}.00"
        case _:
            return str(line.pieces)


def quantity_cell(line: DemoLine, turn: int) -> str | float:
    """Pieces in a workbook: a number, now and then a text."""
    if line.fate is Fate.BAD:
        return float(line.said) if line.said in ("-1", "1.5", "0", "99999") else line.said
    return quantity_text(line, turn) if turn % 11 == 0 else float(line.pieces)


def money_text(fen: int, turn: int) -> str:
    """Yuan as text: 1,280.00, ¥59.90 or 59.90."""
    text = f"{fen // 100:,}.{fen % 100:02d}" if turn % 2 else f"{fen // 100}.{fen % 100:02d}"
    return f"¥{text}" if turn % 13 == 0 else text


def brackets(name: str, turn: int) -> str:
    """A name with the brackets that the writer's keyboard had."""
    return name.replace("(", "（").replace(")", "）") if turn % 4 == 0 else name


def point_name(company: Company, order: DemoOrder, turn: int) -> str:
    """The point as the file names it; "" when the buyer chose none."""
    if order.point_said:
        return order.point_said
    return "" if order.point is None else brackets(company.points[order.point].name, turn)


def product_name(company: Company, line: DemoLine) -> str:
    """The product's name without its spec; a stranger's or a former name as it is said."""
    return line.said if line.fate in (Fate.UNKNOWN, Fate.RENAMED) else company.products[line.product].name


def spec(company: Company, line: DemoLine) -> str:
    """The product's spec; strangers have none."""
    return "" if line.fate is Fate.UNKNOWN else company.products[line.product].spec


def price_fen(company: Company, line: DemoLine) -> int:
    """The price of one piece."""
    return 990 if line.fate is Fate.UNKNOWN else company.products[line.product].price_fen


def amount_fen(company: Company, line: DemoLine) -> int:
    """What the whole line costs, as the platform reckoned it before anybody spoilt the file."""
    return price_fen(company, line) * line.pieces


def rows_of(line: DemoLine, turn: int) -> tuple[DemoLine, ...]:
    """The rows a line takes: two leaders sold the same thing to one buyer now and then."""
    if line.pieces < 2 or line.fate is not Fate.GOOD or turn % 3:
        return (line,)
    return DemoLine(line.product, 1), DemoLine(line.product, line.pieces - 1)

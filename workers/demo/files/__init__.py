"""The demo's orders written down as platforms and people write them: four kinds of files and one chat.

Each module writes one kind and knows its traps; messy.py holds the forms that cells take. What is messy is settled by
the order's number alone, so that a second export of the same order reads the same. They write what inputs really look
like, not what our readers like: start with kuaituantuan.py.
"""

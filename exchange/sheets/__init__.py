"""The company's own tables (products, suppliers, points, vans ...) as sheets of a workbook or as CSV, there and back.

columns.py says what a column is, words.py how yes, chilled or GCJ-02 are written, reading_cells.py and
writing_cells.py turn cells into values and back, recognising.py finds the tables in a file, taking.py and giving.py
do the whole way. exchange/catalogue_files.py and exchange/places_files.py declare the tables. Start with columns.py.
"""

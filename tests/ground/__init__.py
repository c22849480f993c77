"""The ground everything stands on: fonts, texts, set-up, the places tests run on, Qt's own traps."""

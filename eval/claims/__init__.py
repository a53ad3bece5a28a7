"""The corpus made here: texts written for this project, hand-coded, and what scores a reading against them."""

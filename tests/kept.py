"""What a warm process has loaded stays: those forked from it need neither look through it nor copy it."""

import gc

gc.collect()
gc.freeze()

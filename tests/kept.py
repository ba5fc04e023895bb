"""What a warm process loads, once for all that are forked from it: they need not load, look through or copy it."""

import gc
from importlib import import_module

LOADED = (
    "bot.__main__",
    "bot.serving",
    "bot.demo.command",
    "alembic.command",
    "alembic.config",
    "tests.stories.ahead",
    "tests.stories.crashing",
    "tests.stories.freezing",
)

gc.disable()
for name in LOADED:
    import_module(name)
gc.freeze()
gc.enable()

"""`accord run` at a later time, in a channel that takes any number of messages a second: so are some days soon over."""

import runpy

from handlers.courier.calls import pace

if __name__ == "__main__":
    pace.PER_SECOND = 1000.0
    runpy.run_module("tests.stories.ahead", run_name="__main__")

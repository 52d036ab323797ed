"""The peers of J4: the same columns to the same table, one peer per process, one thread. Prints "version median-ms".

Each peer gets its data loaded and in its own form before the clock starts, sums whole fen by group, then multiplies by
cost over charge in double precision (the exact division is ours alone). A result off by more than 1e-9 prints nothing.
"""

import sys
import time
from pathlib import Path

UNITS, GROUPS, ROUNDS = 12, 700, 5

import numpy as np  # noqa: E402  every peer hands its sums to it

peer, folder = sys.argv[1], Path(sys.argv[2])
group = np.fromfile(folder / "group", "<u4")
charges = [np.fromfile(folder / f"charge{unit}", "<i8") for unit in range(UNITS)]
rate = np.fromfile(folder / "cost", "<i8").reshape(UNITS, 7) / np.fromfile(folder / "charged", "<i8")[:, None]
expected = np.fromfile(folder / "expected", "<f8").reshape(GROUPS, 7)
names = [f"c{unit}" for unit in range(UNITS)]

if peer == "numpy":
    version = np.__version__

    def sums():
        # bincount adds in double precision: exact here, because every sum stays below 2^53.
        return np.stack([np.bincount(group, weights=column, minlength=GROUPS) for column in charges], axis=1)

elif peer == "polars":
    import polars as pl

    version = pl.__version__
    frame = pl.DataFrame({"g": group, **dict(zip(names, charges))})

    def sums():
        return frame.group_by("g").agg(pl.col(names).sum()).sort("g").select(names).to_numpy()

elif peer == "duckdb":
    import duckdb

    version = duckdb.__version__
    base = duckdb.connect()
    base.execute("SET threads = 1")
    columns = {"g": group, **dict(zip(names, charges))}
    base.register("source", columns)
    base.execute("CREATE TABLE t AS SELECT * FROM source")
    query = "SELECT " + ", ".join(f"CAST(sum({name}) AS BIGINT) AS {name}" for name in names) + " FROM t GROUP BY g ORDER BY g"

    def sums():
        found = base.execute(query).fetchnumpy()
        return np.stack([found[name] for name in names], axis=1)

else:
    import pandas as pd

    version = pd.__version__
    frame = pd.DataFrame({"g": group, **dict(zip(names, charges))})

    def sums():
        return frame.groupby("g", sort=True)[names].sum().to_numpy()


times = []
for _ in range(ROUNDS):
    start = time.process_time()
    found = sums() @ rate
    times.append((time.process_time() - start) * 1000)
if np.allclose(found, expected, rtol=1e-9, atol=0):
    print(version, sorted(times)[ROUNDS // 2])

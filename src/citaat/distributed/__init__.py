"""A corpus past one machine, on Dask: segments written and held by workers, files wherever fsspec reaches."""

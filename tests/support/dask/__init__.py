"""Workers of a Dask scheduler, as processes and as a pretence."""

"""Rules as people write them: files read, their faults told, the package's and a corpus' put together."""

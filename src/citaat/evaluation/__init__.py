"""Evaluation: scores a system by its questions and answers, and judges whether it may ship.

It stands beside the flow and uses what any user of the Python API can use:

    gold -> grading -> measures -> scores -> gate -> reports
"""

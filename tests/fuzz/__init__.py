"""Coverage-guided fuzzing of the parsers: `python -m tests.fuzz catalog --seconds 300`.

It wants atheris (https://pypi.org/project/atheris), which nothing else here does. What a run
finds grows tests/data/corpus, which `tests/test_corpus.py` replays in every run of the tests.
"""

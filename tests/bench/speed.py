"""How fast extraction is, beside a bare scan and quantulum3, in one process and one run.

    python tests/bench/speed.py [FOLDER]

Prints articles a second and KB a second of the whole extraction, cold (with the
lexicon and word lists to load) and warm; the same text scanned by one regular
expression for numbers; the same through quantulum3 where it is installed
(`pip install quantulum3`); and how the time grows from 100 KB to 5 MB.
"""

import re
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))


def timed(work, least: float = 1.0) -> float:
    """Seconds that one call takes: the best of as many as fit into `least` seconds."""
    best, until = float("inf"), time.perf_counter() + least
    while time.perf_counter() < until:
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests" / "corpus" / "articles"
    texts = [
        path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")) if not path.name.startswith("zh-")
    ]
    if not texts:
        sys.exit(f"no articles in {folder}")
    size = sum(len(text.encode()) for text in texts) / 1000
    print(f"{len(texts)} articles, {size:.0f} KB")

    start = time.perf_counter()
    from tradecli.extraction import extract
    from tradecli.lexicon import Lexicon
    from tradecli.reading import metadata

    lexicon = Lexicon.load()
    articles = [metadata.article(f"{n}.txt", text) for n, text in enumerate(texts)]
    figures = sum(len(extract(article, lexicon).figures) for article in articles)
    cold = time.perf_counter() - start
    warm = timed(lambda: [extract(article, lexicon) for article in articles])
    print(f"tradecli, cold   {len(texts) / cold:8.0f} articles/s {size / cold:10.0f} KB/s  ({figures} figures)")
    print(f"tradecli, warm   {len(texts) / warm:8.0f} articles/s {size / warm:10.0f} KB/s")

    number = re.compile(r"[$¥£€]?\d[\d,.]*(?:\s?(?:trillion|billion|million|percent|%|yuan|tonnes))*")
    scan = timed(lambda: [number.findall(text) for text in texts])
    print(f"bare scan        {len(texts) / scan:8.0f} articles/s {size / scan:10.0f} KB/s")

    try:
        from quantulum3 import parser
    except ImportError:
        print("quantulum3       not installed")
    else:
        part = texts[:5]
        other = timed(lambda: [parser.parse(text) for text in part], 0.1)
        rate = sum(len(text.encode()) for text in part) / 1000 / other
        print(f"quantulum3       {len(part) / other:8.1f} articles/s {rate:10.1f} KB/s")
        print(f"tradecli warm is {size / warm / rate:.0f} times quantulum3")

    whole = "\n\n".join(texts)
    for kilobytes in (100, 1000, 5000):
        text = (whole * (kilobytes * 1000 // len(whole) + 1))[: kilobytes * 1000]
        article = metadata.article("long.txt", text)
        print(f"one article of {kilobytes:5} KB {timed(lambda a=article: extract(a, lexicon), 0.01):8.2f} s")


if __name__ == "__main__":
    main()

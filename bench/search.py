"""Any three letters inside a Thai word among 220,000 product names: who finds all, and how soon.

Ours is the folded column with its trigram index; beside it stand PostgreSQL's full text ('simple'), ILIKE over the
plain names, and SQLite's FTS5 with the trigram tokenizer. All hold the same invented names; the queries are pieces of
three to six letters out of them, half typed as they stand and half as people type (split sara am, Thai digits).
"""

import random
import sqlite3
import statistics
import time
from collections.abc import Callable

from django.db import connection

from bench.likeness_set import Draw
from bench.measure import Figure, Goal, Result, show
from saan.kernel.digits import to_thai
from saan.kernel.folding import fold

NAMES, QUERIES, SEED = 220_000, 200, 2569


def names() -> list[str]:
    """Invented product names, the same each time."""
    draw = Draw(SEED)
    return [
        f"{draw.word('crafts')}{draw.choice(('', ' สูตรโบราณ', ' ลายดอกแก้ว', 'หน้าหมูหยอง', ' กลิ่นใบเตย'))}"
        f"{draw.choice(('', ' บ้าน', ' ตรา'))}{draw.word('place_heads')}{draw.word('place_tails')} "
        f"{draw.randrange(1, 99)}"
        for _ in range(NAMES)
    ]


def queries(found: list[str]) -> list[str]:
    """Pieces without blanks at their ends; every second one typed in another way where there is one."""
    draw, pieces = random.Random(SEED + 1), []
    while len(pieces) < QUERIES:
        name = draw.choice(found)
        start, length = draw.randrange(max(1, len(name) - 3)), draw.choice((3, 3, 4, 6))
        piece = name[start : start + length]
        if len(piece.replace(" ", "")) < 3 or piece != piece.strip():
            continue
        pieces.append(to_thai(piece.replace("\u0e33", "\u0e4d\u0e32")) if len(pieces) % 2 else piece)
    return pieces


def _tables(found: list[str]) -> sqlite3.Connection:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_names")
        cursor.execute(
            "CREATE TABLE bench_names (id int primary key, name text, "
            "search_key text GENERATED ALWAYS AS (saan_fold(name)) STORED)"
        )
        with cursor.copy("COPY bench_names (id, name) FROM STDIN") as copy:
            for row in enumerate(found):
                copy.write_row(row)
        cursor.execute("CREATE INDEX ON bench_names USING gin (search_key gin_trgm_ops)")
        cursor.execute("CREATE INDEX ON bench_names USING gin (to_tsvector('simple', name))")
        cursor.execute("VACUUM ANALYZE bench_names")
    lite = sqlite3.connect(":memory:")
    lite.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram')")
    lite.executemany("INSERT INTO names (rowid, name) VALUES (?, ?)", enumerate(found))
    return lite


def run() -> Result:
    found = names()
    asked = queries(found)
    lite = _tables(found)

    def ask(sql: str, value: Callable[[str], str]) -> Callable[[str], set[int]]:
        def answer(piece: str) -> set[int]:
            with connection.cursor() as cursor:
                cursor.execute(sql, [value(piece)])
                return {row[0] for row in cursor.fetchall()}

        return answer

    def in_lite(piece: str) -> set[int]:
        quoted = '"' + piece.replace('"', '""') + '"'
        return {row[0] for row in lite.execute("SELECT rowid FROM names WHERE names MATCH ?", [quoted])}

    ways = {
        "ours": ask(
            "SELECT id FROM bench_names WHERE search_key LIKE %s", lambda piece: f"%{_literal(fold(piece))}%"
        ),
        "full text 'simple'": ask(
            "SELECT id FROM bench_names WHERE to_tsvector('simple', name) @@ plainto_tsquery('simple', %s)",
            str,
        ),
        "ILIKE, no index": ask(
            "SELECT id FROM bench_names WHERE name ILIKE %s", lambda piece: f"%{_literal(piece)}%"
        ),
        "SQLite FTS5 trigram": in_lite,
    }
    keys = [fold(name) for name in found]
    figures, recalls = {}, {}
    for way, answer in ways.items():
        times, parts = [], []
        for number, piece in enumerate(asked):
            began = time.perf_counter()
            got = answer(piece)
            times.append(time.perf_counter() - began)
            if number % 4 < 2:
                wanted = fold(piece)
                truth = {n for n, key in enumerate(keys) if wanted in key}
                parts.append(len(got & truth) / len(truth))
        figures[way] = Figure(round(statistics.median(times), 5), 0.0)
        slow = sorted(times)[int(len(times) * 0.95)]
        recalls[way] = (statistics.mean(parts), slow)
    own = figures.pop("ours")
    result = Result("search", f"{QUERIES} pieces of names among {NAMES:,}", own, figures, runs=1)
    for way, (recall, slow) in recalls.items():
        said = f"recall {recall:.3f}, 95 % within {slow * 1000:.1f} ms"
        result.goals.append(Goal(way, "recall 1.000 for ours", said, way != "ours" or recall == 1))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_names")
    show(result)
    return result


def _literal(piece: str) -> str:
    return piece.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

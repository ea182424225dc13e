"""Read damaged PDFs: `python -m tests.fuzz_pdf [SECONDS [SEED]]` says what came of them.

Bytes are changed in the files of the corpus as they are, and with their streams decompressed, so
that fonts, drawings and text are damaged too and not only what packs them.
"""

import io
import random
import resource
import sys
import time
import traceback
from collections import Counter

import pypdf
from pypdf.generic import EncodedStreamObject

from govinfo_report import GovinfoReportError, read
from tests.corpus_scores import FILES

MEMORY = 2 * 2**30
"""Bytes of address space beyond which the process ends."""
SLOW = 5.0
"""Seconds after which a file is worth a line."""
_TOKENS = (
    b"0",
    b"-1",
    b"99999999",
    b"1e30",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"endobj",
    b"Do ",
    b"q ",
    b"cm ",
    b"/F1 ",
    b"1 0 R",
)


def plain(data: bytes) -> bytes:
    """Return a PDF with its streams decompressed."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for item in writer._objects:
        if isinstance(item, EncodedStreamObject) and "Flate" in str(item.get("/Filter")):
            item._data = item.get_data()
            del item["/Filter"]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return a file with up to twenty stretches changed, dropped, told twice or moved."""
    file = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        at, size = chance.randrange(len(file)), chance.choice((1, 1, 2, 8, 64, 1024))
        match chance.randrange(5):
            case 0:
                file[at : at + size] = chance.randbytes(len(file[at : at + size]))
            case 1:
                del file[at : at + size]
            case 2:
                file[at:at] = file[at : at + size] * chance.choice((1, 1, 50))
            case 3:
                to = chance.randrange(len(file))
                file[to : to + size] = file[at : at + size]
            case _:
                token = chance.choice(_TOKENS)
                file[at : at + len(token)] = token
        if len(file) < 64:
            break
    return bytes(file)


def main(seconds: int = 600, seed: int = 0) -> None:
    """Read damaged files for so many seconds, and print what came of them."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    files = [file.read_bytes() for file in FILES if file.suffix == ".pdf"]
    files += [plain(file) for file in files]
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seed += 1
        chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
        data = damaged(chance.choice(files), chance)
        start = time.monotonic()
        try:
            read(data, "pdf")
            outcomes["read"] += 1
        except GovinfoReportError as error:
            outcomes[f"{type(error).__name__}: {error.text.en[:50]}"] += 1
        except Exception:  # noqa: BLE001 - finding these is what it is for
            outcomes["OTHER"] += 1
            print("seed", seed)
            traceback.print_exc()
        taken = time.monotonic() - start
        slowest = max(slowest, taken)
        if taken > SLOW:
            print(f"seed {seed}: {taken:.1f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{outcomes.total()} files, last seed {seed}, slowest {slowest:.2f} s, peak {peak:.0f} MB"
    )
    for outcome, count in outcomes.most_common():
        print(f"{count:6} {outcome}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""``packet cache``: what is kept from one build to the next."""

from __future__ import annotations

import argparse

from reportlib import messages
from reportlib.commands.places import most_kept, project_folder, shown_path, store_of


def run_cache(asked: argparse.Namespace) -> int:
    store = store_of(project_folder())
    if store is None:
        print(messages.cache_not_ours())
        return 1
    count, taken = store.clear() if asked.clear else store.size()
    said = messages.cache_cleared if asked.clear else messages.cache_size
    print(
        said(
            folder=shown_path(store.folder),
            results=count,
            megabytes=taken / 1_000_000,
            **({} if asked.clear else {"most": most_kept() // 1_000_000}),
        )
    )
    return 0

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
    folder = shown_path(store.folder)
    count, taken = store.clear() if asked.clear else store.size()
    megabytes = taken / 1_000_000
    if asked.clear:
        print(messages.cache_cleared(folder=folder, results=count, megabytes=megabytes))
    else:
        most = most_kept() // 1_000_000
        print(messages.cache_size(folder=folder, results=count, megabytes=megabytes, most=most))
    return 0

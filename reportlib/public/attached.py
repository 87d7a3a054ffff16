"""The attached pages, which are images: looked through for personal data by their text layer, for nothing in them can be masked."""

from __future__ import annotations

from collections.abc import Iterable

from reportlib import messages
from reportlib.errors import InputError
from reportlib.privacy.masker import Masker
from reportlib.public.leaks import Looked, suspects


def check_pages(
    words: Iterable[tuple[str, str, list[str]]], kept: Iterable[str], listed: Iterable[str] = ()
) -> list[dict]:
    """The pages without a text layer, for the review; InputError (P06) where an attached page holds personal data, or what is suspected.

    ``words`` are (file, title, text of each page). The message says the file, the page and how many, never what; of what is only
    suspected it says what.
    """
    masker = Masker(kept, listed=listed)
    problems, unchecked, looked = [], [], Looked()
    for file, title, texts in words:
        for number, text in enumerate(texts, 1):
            found = [one for one in masker.find(text) if one.is_masked]
            if found:
                kinds = messages.listed(dict.fromkeys(one.rule.name for one in found))
                problems.append(
                    messages.P06_in_attachment(title=title, page=number, places=len(found), kinds=kinds).at(file=file)
                )
            elif text:
                page = f"{file} 第 {number} 頁"
                for line in text.splitlines():
                    looked.suspect(suspects(line, masker, (), page))
            else:
                unchecked.append(
                    {
                        "id": file,
                        "place": f"附件「{title}」第 {number} 頁",
                        "what": "影像，沒有文字層，無法檢查。",
                        "todo": "請以目視確認這一頁沒有個人資料。",
                    }
                )
    problems += looked.problems()
    if problems:
        raise InputError(*problems)
    return unchecked

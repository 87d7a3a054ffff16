"""The attached pages, which are images: looked through for personal data by their text layer, for nothing in them can be masked."""

from __future__ import annotations

from collections.abc import Iterable

from reportlib.errors import InputError, Problem, quoted
from reportlib.language import say
from reportlib.privacy.masker import Masker


def check_pages(
    words: Iterable[tuple[str, str, list[str]]], kept: Iterable[str], listed: Iterable[str] = ()
) -> list[dict]:
    """The pages without a text layer, for the review; InputError (P06) where an attached page holds personal data.

    ``words`` are (file, title, text of each page). The message says the file, the page and how many, never what.
    """
    masker = Masker(kept, listed=listed)
    problems, unchecked = [], []
    for file, title, texts in words:
        for number, text in enumerate(texts, 1):
            found = [one for one in masker.find(text) if one.is_masked]
            if found:
                kinds = say("、", ", ").join(dict.fromkeys(one.rule.name for one in found))
                problems.append(
                    Problem(
                        "P06",
                        say(
                            f"附件{quoted(title)}第 {number} 頁有 {len(found)} 處個人資料（{kinds}）；附件是影像，無法遮蔽。",
                            f"page {number} of the attachment {quoted(title)} holds personal data in {len(found)} places ({kinds}); it is an image and cannot be masked.",
                        ),
                        say(
                            "請向提供單位索取已遮蔽個人資料的版本，換掉檔案後再產生公開版；經人確認可以公開的，列入參數檔 public.keep。",
                            "Ask for a redacted copy, put it in the file's place, and build the public edition again; what may be published by a person's judgement goes into public.keep of the parameters.",
                        ),
                        file=file,
                    )
                )
            elif not text:
                unchecked.append(
                    {
                        "id": file,
                        "place": f"附件「{title}」第 {number} 頁",
                        "what": "影像，沒有文字層，無法檢查。",
                        "todo": "請以目視確認這一頁沒有個人資料。",
                    }
                )
    if problems:
        raise InputError(*problems)
    return unchecked

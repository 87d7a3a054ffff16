"""The returns of the three inventories of data: what there is, what is given on request, what it cost."""

from __future__ import annotations

from reportlib.records import return_tables
from reportlib.returns.return_kind import Return

_NUMBER = "必填。自編「單位簡稱-流水號」，例如 機關甲-01；三張盤點表的同一項資料用同一編號。"

INVENTORIES = (
    Return(
        "assets",
        return_tables.ASSETS_RETURN,
        "agency",
        "assets",
        "請盤點貴單位的資料，已開放、可開放、依申請提供及不予提供者都列；不予提供者填理由及法規條文。",
        "目前沒有貴單位的盤點紀錄，請由此逐項填寫；沒有資料則留白。",
        {
            "asset_id": _NUMBER,
            "title": "必填。資料集名稱；已開放者與平臺相同。",
            "data_class": "必填。請由選單選取：開放資料、依申請提供資料或不予提供。",
            "dataset_id": "已在平臺上架者填資料集識別碼，其他留白。",
            "system": "資料所在的系統；沒有系統請留白。",
            "category": "請由選單選取平臺的服務分類。",
            "formats": "請由選單選取；有數種時自行輸入，以「;」分隔，例如 CSV;JSON。",
            "update_frequency": "請由選單選取。",
            "reason": "不予提供者必填；依申請提供者請說明不能開放的原因。",
            "law": "不予提供者必填：法規名稱及條次，例如 政府資訊公開法第 18 條第 1 項。",
            "planned_on": "尚未開放而可以開放者填，例如 114/06/30。",
        },
        {
            "data_class": "data_classes",
            "category": "categories",
            "formats": "formats",
            "update_frequency": "update_frequencies",
        },
        may_add=True,
    ),
    Return(
        "on_request",
        return_tables.ON_REQUEST_RETURN,
        "agency",
        "on_request",
        "請就資產盤點表列為依申請提供的資料，逐項填寫限制類型、授權內容及計費方式；免費者填「免費」。",
        "目前沒有貴單位依申請提供的資料，有者請由此填起，沒有則留白。",
        {
            "asset_id": _NUMBER,
            "title": "必填。資料集名稱，與資產盤點表相同。",
            "restriction": "必填。請由選單選取。",
            "licence": "必填。授權利用的範圍、期間及條件。",
            "charging": "必填。金額及計算方式；不收費填「免費」。",
            "charged_by": "收費者必填：所依據的法規、命令或行政規則名稱。",
            "window": "民眾向誰、以什麼方式申請；請填單位或信箱，不填個人資料。",
        },
        {"restriction": "restrictions"},
        may_add=True,
    ),
    Return(
        "costs",
        return_tables.COSTS_RETURN,
        "agency",
        "costs",
        "請填寫各資料集的建置費及近三年維護費，單位是元；不知道的請留白，不要填 0。",
        "目前沒有貴單位的成本紀錄，請由此逐項填寫；沒有則留白。",
        {
            "asset_id": _NUMBER,
            "title": "必填。資料集名稱，與資產盤點表相同。",
            "building": "建置的整體投入（元），例如 12,500,000；不是萬元。不知道請留白。",
            "upkeep_last": "前一年的維護更新金額（元）；沒有維護填 0。",
            "upkeep_second": "前二年的維護更新金額（元）。",
            "upkeep_third": "前三年的維護更新金額（元）。",
            "reported_on": "達門檻而已提報行政院者填提報日期，其他留白。",
            "remark": "與其他系統共用、併入其他契約等情形。",
        },
        {},
        may_add=True,
    ),
)

"""What citizens asked and agencies answered: the five requests of the deck at the length that real ones have, and five invented ones.

The facts are those of pages 59 to 64 of the deck; the sentences are ours. A reason is given as page 59 has it.
"""

from dataclasses import dataclass
from datetime import date

REBUILT = "（重建）"  # before each text: it is ours, and tells only what the deck tells
DATED = "548277"  # the one request whose day of receipt is printed
PAGES = "公開簡報第 59、{} 頁"


@dataclass(frozen=True)
class Request:
    """One request: who it went to, when it came and was answered, the two texts, and why it was refused."""

    number: str
    title: str
    agency: str
    outcome: str
    received_on: date
    replied_on: date | None
    asked: str
    answered: str
    reason: str = ""
    page: int | None = None  # of the deck

    @property
    def came_from(self) -> str:
        """Where it came from, and what of it is ours."""
        if self.page is None:
            return "重建資料"
        days = "回復日期" if self.number == DATED else "提出日期、回復日期"
        return f"政府資料開放平臺「我想要更多」；{days}及文字為重建，事實依公開簡報第 {self.page} 頁"


# Only the first one's date of receipt is printed; all other dates are invented, within the meeting's period (109-06-01 to 109-10-31).
REQUESTS = (
    Request(
        "548277",
        "水權統計資料開放建議",
        "經濟部水利署",
        "已開放",
        date(2020, 7, 23),
        date(2020, 8, 5),
        f"{REBUILT}提出者反映，水權資訊網雖然已經可以查到鄉鎮市區的水權資料，但是必須逐筆查詢，對民眾很不方便。"
        "提出者並參考國家發展委員會的「政府資料開放進階行動方案」，認為資訊公開及資料開放透明可以促進公民參與，是資料有效加值應用的基礎，"
        "也是經濟成長及政府治理的重要一環。提出者因此建議，把縣市及鄉鎮的水權統計資料整理成 CSV 或 Excel 檔案，格式與水權年報相同，"
        "由水權資訊網或者政府資料開放平臺提供，以促進資料的有效加值應用。",
        f"{REBUILT}一、跨縣市的地面水水權由水利署負責，資料已依規定去識別化，提供於政府資料開放平臺。"
        "二、地下水及單一縣市的地面水水權部分由各縣市政府主管，水利署不能代為提供，請向縣市政府洽取。"
        "三、水利署另整理各月的全國水權統計，按主管機關、河川水系及鄉鎮區別統計，於水權資訊網以頁面呈現，供民眾查詢閱覽"
        "（https://wr.wra.gov.tw/WRTInfoFrontEnd/）。四、水權統計的 Excel 檔案，可至水利署全球資訊網的「資訊服務」、「水利統計」、"
        "「公務統計報表」下載，加值應用（https://www.wra.gov.tw/News.aspx?n=2945&sms=9053）。",
        page=60,
    ),
    Request(
        "548562",
        "地層下陷相關資料建議開放",
        "經濟部水利署",
        "無法開放",
        date(2020, 8, 3),
        date(2020, 8, 14),
        f"{REBUILT}提出者反映，水利署的地層下陷監測系統目前只能查詢一部分且整體範圍的資料，無法取得各區域的詳細監測資料。"
        "提出者查得監測及分析是由水利署發包給廠商，成果彙整並出版，因而質疑：發包如果已經使用納稅的經費，民眾為了取得居住區域的資料還要付費購買，"
        "等於是第二次購買；出版是否因為要給廠商或出版商費用及利潤。提出者請機關回復，在部會的營運與人民取得資訊之間如何取得平衡。",
        f"{REBUILT}一、機關的出版品依「政府出版品管理要點」的規定辦理。二、地層下陷的圖資，政府資料開放平臺都已公開。"
        "三、民眾如果需要詳細的原始資料以進一步分析，因資料量龐大，請函請水利署提供。",
        f"詳細原始資料須另行函請機關提供（{PAGES.format(61)}）",
        61,
    ),
    Request(
        "548686",
        "工業局-產業升級創新平台輔導計畫補助廠商",
        "經濟部工業局",
        "無法開放",
        date(2020, 8, 18),
        date(2020, 9, 4),  # 17 days: the one late reply
        f"{REBUILT}提出者認為，產業升級創新平台輔導計畫是政府協助企業升級及創新的重要計畫，目前可以在工研院的相關網站取得廠商清單，"
        "希望協助改善三件事，便於應用。第一，把不同子計畫的項目整併成單一的資料清單，較利於發掘優質企業。第二，提供廠商的統一編號，"
        "避免因為企業更名或名稱揭露不全而難以識別。第三，揭露核定金額及補助金額等資訊，讓更多企業願意投入升級與創新，來爭取政府的資源。",
        f"{REBUILT}一、獲補助廠商的資訊公告於計畫官網的成果專區（https://tiip.itnet.org.tw），依產業高值、創新優化、新興育成及主題式研發四類，"
        "列出公司及計畫的名稱、申請年度及核准日期等，讓業者研提計畫前先查詢擬提的案是否已有其他業者開發。"
        "二、計畫經費由業者依需求編列，各公司的計畫規模不一，由委員審查是否合理之後核定；補助最多為核定開發總經費的一半；"
        "工業局評估，核定金額及補助金額並非業者需要參考的重要資訊。三、整併各子計畫的清單及提供統一編號，工業局將再評估其必要性。",
        f"核定及補助金額經評估非業者所需的重要資訊；計畫資料整併及提供統一編號，將再評估（{PAGES.format(62)}）",
        62,
    ),
    Request(
        "548740",
        "有限合夥登記資料集下載",
        "經濟部中部辦公室",
        "無法開放",
        date(2020, 9, 7),
        date(2020, 9, 21),  # 14 days: on the last day
        f"{REBUILT}提出者說明，依洗錢防制法辦理認識客戶（KYC）時，須辨識實質受益人，也就是出資達百分之二十五以上的出資人，"
        "因此建議提供有限合夥登記資料集的下載。",
        f"{REBUILT}有限合夥的登記資料，由經濟部的「全國商工行政服務入口網」公示揭露，請循下列路徑查詢：一、進入「全國商工行政服務入口網」；"
        "二、選擇「商工查詢服務」；三、選擇「有限合夥登記查詢」；四、選擇「有限合夥登記公示資料查詢」。",
        f"登記資料在「全國商工行政服務入口網」公示揭露（{PAGES.format(63)}）",
        63,
    ),
    Request(
        "548937",
        "商業登記查詢－負責人與合夥人查詢",
        "經濟部商業司",
        "無法開放",
        date(2020, 10, 5),
        date(2020, 10, 14),
        f"{REBUILT}提出者希望取得商業登記的負責人及合夥人資料，用來計算出資額的比例，讓受洗錢防制法規範的機構可以評估認識客戶（KYC）的結果，"
        "並辨識出資達百分之二十五以上的實質受益人。",
        f"{REBUILT}一、合夥組織的商業，其負責人及合夥人的姓名、出資額等登記事項，依商業登記法第 19 條應公告於資訊網站供查閱。"
        "二、合夥人及出資額可至經濟部建置的「商工登記公示資料查詢服務」網站（https://findbiz.nat.gov.tw/）查詢，"
        "公示於商業登記基本資料「負責人」及「合夥人」欄項下的「姓名」及「出資額」。",
        f"已依法規公告於「商工登記公示資料查詢服務」網站（{PAGES.format(64)}）",
        64,
    ),
)
# The requests of the earlier meeting's period (108-11-01 to 109-05-31): all invented. The last was not answered in time, nor since.
EARLIER_REQUESTS = (
    Request(
        "900101",
        "重建需求：工廠登記異動資料",
        "經濟部中部辦公室",
        "已開放",
        date(2019, 11, 18),
        date(2019, 11, 29),
        "希望提供每月異動清單",
        "已依月份提供異動清單",
    ),
    Request(
        "900102",
        "重建需求：河川水位歷史資料",
        "經濟部水利署",
        "已開放",
        date(2019, 12, 9),
        date(2019, 12, 23),  # on the last day
        "希望提供歷年時序資料",
        "已提供歷年壓縮檔",
    ),
    Request(
        "900103",
        "重建需求：個別用戶用電量",
        "台灣電力股份有限公司",
        "無法開放",
        date(2020, 2, 10),
        date(2020, 2, 27),
        "希望提供個別用戶用電量",
        "涉及個人資料，依個人資料保護法第16條無法提供",
        "個別用戶用電量屬個人資料",
    ),
    Request(
        "900104",
        "重建需求：商標圖樣批次下載",
        "經濟部智慧財產局",
        "已開放",
        date(2020, 4, 13),
        date(2020, 4, 24),
        "希望提供批次下載",
        "已提供批次下載檔案",
    ),
    Request(
        "900105",
        "重建需求：加油站營業時間資料",
        "台灣中油股份有限公司",
        "未回復",
        date(2020, 5, 11),
        None,
        "希望提供各加油站的營業時間及服務項目",
        "",
    ),
)

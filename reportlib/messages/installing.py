"""What is said while the environment is set up, before anything is installed."""

from reportlib.messages.message import Phrase

building = Phrase(
    "產生 {meeting} 的會議資料：第一次約半分鐘，之後只重做有變動的。",
    "Building the packet of {meeting}: about half a minute the first time; afterwards only what has changed.",
)
fetching_packages = Phrase(
    "  下載套件 {found}／{packages}（{seconds} 秒）", "  fetching packages: {found} of {packages} ({seconds} s)"
)
installing_packages = Phrase(
    "  安裝套件 {there}／{packages}（{seconds} 秒）", "  installing packages: {there} of {packages} ({seconds} s)"
)
made_these = Phrase(
    "做好了，在 {folder}{slash}。打開（會議資料網頁、會議資料、簡報、附卷）：",
    "Done, in {folder}{slash}. Open (page, volume, slides, what proves):",
)
making_environment = Phrase("  建立虛擬環境（{seconds} 秒）", "  making the virtual environment ({seconds} s)")
set_up_done = Phrase("環境建立好了（{seconds} 秒）。", "The environment is set up ({seconds} s).")
set_up_failed = Phrase(
    "套件沒有安裝完成；全部訊息在 {log}。請確認網路與套件索引，再執行一次。",
    "The packages are not installed; all that was said is in {log}. Check the network and the package index, and run it again.",
)
setting_up = Phrase(
    "建立環境 {folder}：由套件索引下載並安裝約 {packages} 個套件，只有第一次需要，通常 1 到 3 分鐘。",
    "Setting up {folder}: some {packages} packages are fetched and installed, the first time only; it usually takes 1 to 3 minutes.",
)

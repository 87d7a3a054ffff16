"""Parts of messages about what the operating system refuses."""

from reportlib.messages.message import Phrase

disk_full = Phrase("磁碟空間已滿", "No space left on device")
disk_read_only = Phrase("磁碟是唯讀的", "Read-only file system")
file_too_large = Phrase("檔案超過大小上限", "File too large")
no_permission = Phrase("沒有寫入權限", "Permission denied")
now_at = Phrase("（目前 {limit}）", " (now {limit})")
package_missing = Phrase("{package}（沒有安裝）", "{package} (not installed)")
package_of_other_version = Phrase(
    "{package} {installed}（需要 {wanted}）", "{package} {installed} (needed is {wanted})"
)
quota_used_up = Phrase("磁碟配額已用完", "Disk quota exceeded")

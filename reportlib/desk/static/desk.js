// What the page does beyond what it can without a script: files that are dropped, forms that nobody has saved, a desk that has gone.
"use strict";
(() => {
  const upload = document.getElementById("upload");
  if (upload) {
    const files = document.getElementById("files");
    const chosen = document.getElementById("files-chosen");
    const tell = () => {
      const size = [...files.files].reduce((sum, file) => sum + file.size, 0);
      chosen.textContent = files.files.length ? `選了 ${files.files.length} 個檔案，共 ${(size / 1e6).toFixed(1)} MB；請按「收下」` : "或把檔案拖到這裡";
    };
    files.addEventListener("change", tell);
    upload.addEventListener("dragover", (event) => { event.preventDefault(); upload.classList.add("over"); });
    upload.addEventListener("dragleave", () => upload.classList.remove("over"));
    upload.addEventListener("drop", (event) => {
      event.preventDefault();
      upload.classList.remove("over");
      if (event.dataTransfer.files.length) { files.files = event.dataTransfer.files; tell(); }
    });
  }

  let isChanged = false;
  for (const form of document.querySelectorAll("form.wide")) {
    form.addEventListener("input", () => { isChanged = true; });
  }
  addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });
  // A second press of a button would begin what the first has begun.
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form.wide")) isChanged = false;
    setTimeout(() => { for (const button of event.target.querySelectorAll("button")) button.disabled = true; });
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const button of document.querySelectorAll("button")) button.disabled = false;
  });

  const gone = () => {
    const job = document.getElementById("job");
    if (!job || document.getElementById("gone")) return;
    const told = document.createElement("p");
    told.id = "gone";
    told.className = "alert";
    told.setAttribute("role", "alert");
    told.textContent = "工作桌已關閉，進行中的工作仍會做完。請重新開啟工作桌。";
    job.before(told);
  };
  document.addEventListener("htmx:error", gone);
  document.addEventListener("htmx:response:error", gone);
  document.addEventListener("htmx:after:swap", () => document.getElementById("gone")?.remove());
})();

// What the page does beyond what it can without a script: files that are dropped, forms that nobody has saved, a desk that has gone.
"use strict";
(() => {
  const mega = (bytes) => (bytes / 1e6).toFixed(1);
  for (const form of document.querySelectorAll("form.pick")) {
    const files = form.querySelector("input[type=file]");
    const chosen = form.querySelector(".chosen");
    const usual = chosen.textContent;
    const tooLarge = () => {
      const sizes = [...files.files].map((file) => file.size);
      const sum = sizes.reduce((one, other) => one + other, 0);
      if (sizes.some((size) => size > form.dataset.mostFile)) return `一個檔案最大 ${form.dataset.mostFile / 1e6} MB，選的有更大的`;
      return sum > form.dataset.most ? `一次最多上傳 ${form.dataset.most / 1e6} MB，選了 ${mega(sum)} MB；請分幾次` : "";
    };
    const tell = () => {
      const sum = [...files.files].reduce((one, file) => one + file.size, 0);
      const what = files.files.length === 1 ? files.files[0].name : `選了 ${files.files.length} 個檔案`;
      chosen.textContent = tooLarge() || (files.files.length ? `${what}，${mega(sum)} MB；請按「${form.querySelector("button").firstChild.textContent.trim()}」` : usual);
      chosen.classList.toggle("look", Boolean(tooLarge()));
    };
    files.addEventListener("change", tell);
    form.addEventListener("submit", (event) => {
      if (!files.files.length) chosen.textContent = "請先選取檔案";
      if (!files.files.length || tooLarge()) event.preventDefault();
    });
    form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("over");
      if (event.dataTransfer.files.length) { files.files = event.dataTransfer.files; tell(); }
    });
  }

  // The browser asks before it leaves a page that was changed, and has nothing to ask of any other.
  let isChanged = false;
  const stay = (event) => event.preventDefault();
  const change = (is) => { isChanged = is; (is ? addEventListener : removeEventListener)("beforeunload", stay); };
  for (const form of document.querySelectorAll("form.wide")) {
    form.addEventListener("input", () => change(true));
  }
  // A second press of a button would begin what the first has begun.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (event.target.matches("form.wide")) change(false);
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
  // Once: asked for again while the answer is still on its way, it would never come.
  const ended = (job) => {
    if (!isChanged) { location.reload(); return; }
    const told = document.createElement("p");
    told.className = "alert";
    told.setAttribute("role", "status");
    told.textContent = "這項工作已結束。您填的還沒有儲存；儲存之後，這一頁就顯示成果。";
    job.before(told);
  };
  document.addEventListener("htmx:after:swap", () => {
    document.getElementById("gone")?.remove();
    const job = document.getElementById("job");
    if (job && !job.classList.contains("running")) ended(job);
  });
})();

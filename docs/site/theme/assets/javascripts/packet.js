// The theme makes a landmark of the copy button of every block of code, all of one name; a button needs none.
const unmark = () => document.querySelectorAll("nav.md-code__nav:not([role])").forEach((one) => one.setAttribute("role", "none"));
new MutationObserver(unmark).observe(document.body, { childList: true, subtree: true });
unmark();

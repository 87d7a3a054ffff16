// The theme makes a landmark of the copy button of every block of code, all of one name; a button needs none.
const unmark = () => document.querySelectorAll("nav.md-code__nav:not([role])").forEach((one) => one.setAttribute("role", "none"));
// A table that is wider than its place is scrolled by the keyboard too.
const reach = new ResizeObserver((seen) => seen.forEach(({ target }) => target.scrollWidth > target.clientWidth ? target.setAttribute("tabindex", "0") : target.removeAttribute("tabindex")));
const mend = () => { unmark(); document.querySelectorAll(".md-typeset__scrollwrap").forEach((one) => reach.observe(one)); };
new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
mend();

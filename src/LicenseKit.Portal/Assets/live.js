"use strict";
// Replaces each element with data-live by what the same address says now: every ten seconds, while somebody sees the page.
(() => {
  const every = 10_000;

  async function refresh() {
    if (document.hidden) return true;
    let answer, text;
    try {
      answer = await fetch(location.href, { headers: { "X-LicenseKit-Live": "1" }, cache: "no-store" });
      text = await answer.text();
    } catch {
      return true; // The server is away; it may come back.
    }
    if (answer.status !== 200 || answer.redirected) return false; // Signed out, or gone.
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const old of document.querySelectorAll("[data-live]")) {
      const now = page.getElementById(old.id);
      if (now && now.outerHTML !== old.outerHTML && !old.contains(document.activeElement)) old.replaceWith(document.importNode(now, true));
    }
    return true;
  }

  const wait = () => setTimeout(async () => { if (await refresh()) wait(); }, every);
  wait();
})();

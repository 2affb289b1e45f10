// Refreshes what stands in <main> every two seconds, unless somebody is using it. The page works without.
setInterval(async () => {
  const main = document.getElementById("main");
  const typing = main.contains(document.activeElement) || [...main.querySelectorAll("input:not([type=hidden])")].some((input) => input.value);
  if (document.hidden || typing) return;
  try {
    const answer = await fetch(location.href);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
    if (fresh && fresh.innerHTML !== main.innerHTML) main.replaceChildren(...fresh.childNodes);
  } catch {
    // The simulator is away; the next round asks again.
  }
}, 2000);

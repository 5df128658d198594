// What can be said of a view by looking at it; in the page as `seeing`.
window.seeing = (() => {
  const CONTROLS = "button, a[href], input, select, textarea, summary, [tabindex]";

  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false });

  /** Where one can be: in the open dialog, where there is one. */
  const room = () => [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;

  /** The controls that Tab has to reach: of radios and of a menu one, arrows go on from there. */
  function controls() {
    const all = [...room().querySelectorAll(CONTROLS)].filter(
      (element) => element.tabIndex >= 0 && !element.disabled && element.type !== "file" && isShown(element),
    );
    return all.filter((element, index) => all.findIndex((other) => isOneWith(element, other)) === index);
  }

  function isOneWith(one, other) {
    if (one.type === "radio") return other.name === one.name;
    const menu = one.closest("[role=menu]");
    return menu ? other.closest("[role=menu]") === menu : other === one;
  }

  let wanted = [];

  /** Begin before the first control; how many there are. */
  function begin() {
    wanted = controls();
    document.activeElement?.blur();
    return wanted.map((element) => element.outerHTML.slice(0, 160));
  }

  /** Which of them has the focus, -1 for another element; whether one sees that. */
  function focus() {
    const now = document.activeElement;
    return [wanted.findIndex((element) => isOneWith(element, now)), hasRing(now)];
  }

  /** The ring is at the control, or at what it stands in or for. */
  function hasRing(element) {
    return [element, element?.parentElement, element?.closest("label"), element?.nextElementSibling].some((each) => {
      if (!each) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
      return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
    });
  }

  /** Controls whose area for a finger is smaller than 44 pixels; links in sentences may be. */
  function small() {
    return controls()
      .filter((element) => getComputedStyle(element).display !== "inline")
      .map((element) => [element, (element.closest("label") ?? element).getBoundingClientRect()])
      .filter(([, { width, height }]) => Math.min(width, height) < 43.5)
      .map(([element, { width, height }]) => `${element.outerHTML.slice(0, 160)} ${width} x ${height}`);
  }

  /** What reaches beyond the sides of the screen and cannot be scrolled to by itself. */
  function wide() {
    const { scrollWidth, clientWidth } = document.documentElement;
    const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : [];
    for (const dialog of document.querySelectorAll("dialog[open]")) {
      const { left, right } = dialog.getBoundingClientRect();
      if (left < 0 || right > clientWidth || dialog.scrollWidth > dialog.clientWidth) {
        found.push(`a dialog is ${dialog.scrollWidth} wide, from ${left} to ${right}`);
      }
    }
    for (const element of room().querySelectorAll("*")) {
      if (!isShown(element) || element.closest(".said, canvas, svg")) continue;
      const { left, right, width } = element.getBoundingClientRect();
      if (width && (left < -1 || right > clientWidth + 1) && !scroller(element)) {
        found.push(`${element.outerHTML.slice(0, 120)} from ${left} to ${right}`);
      }
    }
    return found;
  }

  function scroller(element) {
    for (let each = element.parentElement; each; each = each.parentElement) {
      const { overflowX } = getComputedStyle(each);
      if (overflowX === "auto" || overflowX === "scroll") return each;
    }
    return null;
  }

  /** Everything that is shown or read aloud, text by text. */
  function texts() {
    const found = new Set([document.title]);
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (!node.parentElement.closest("script, style, noscript")) found.add(node.data.trim());
    }
    for (const element of document.querySelectorAll("*")) {
      for (const name of ["aria-label", "title", "placeholder", "alt", "aria-valuetext"]) {
        found.add((element.getAttribute(name) ?? "").trim());
      }
    }
    found.delete("");
    return [...found];
  }

  return { begin, focus, small, wide, texts };
})();

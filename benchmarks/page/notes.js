// What a page notes of itself while it is measured: when its songs were shown, and how its frames came.
(() => {
  // Milliseconds from the first request until the list of songs is painted.
  const shown = new Promise((resolve) => {
    new MutationObserver((_, watch) => {
      if (!document.querySelector('a[href^="#/song/"]')) return;
      watch.disconnect();
      afterPainting(() => resolve(performance.now()));
    }).observe(document, { childList: true, subtree: true });
  });

  function afterPainting(then) {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(null);
    });
  }

  // From one frame to the next, and what the page's own thread did for each, in milliseconds.
  const frames = (count) =>
    new Promise((resolve) => {
      const began = [];
      const spent = [];
      const step = (at) => {
        began.push(at);
        const start = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => spent.push(performance.now() - start);
        port2.postMessage(null);
        if (began.length <= count) requestAnimationFrame(step);
        else resolve({ apart: began.slice(1).map((at, k) => at - began[k]), spent: spent.slice(0, count) });
      };
      requestAnimationFrame(step);
    });

  window.notes = { shown, frames };
})();

// Draws a span over a chart. Tells .NET the two ends as shares of the width; a plain click is a span without width: one bar.

export function attach(svg, chart) {
  // The page was left while this was on its way: there is nothing to listen to any more.
  if (!svg) return { dispose() {} };
  let from = null, ghost = null;
  const share = event => { const box = svg.getBoundingClientRect(); return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)); };

  function down(event) {
    if (event.button !== 0) return;
    from = share(event);
    svg.setPointerCapture(event.pointerId);
    ghost = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    ghost.setAttribute('class', 'brush');
    ghost.setAttribute('height', svg.viewBox.baseVal.height);
    svg.append(ghost);
    move(event);
  }
  function move(event) {
    if (from === null) return;
    const width = svg.viewBox.baseVal.width, to = share(event);
    ghost.setAttribute('x', Math.min(from, to) * width);
    ghost.setAttribute('width', Math.max(2, Math.abs(to - from) * width));
  }
  function up(event) {
    if (from === null) return;
    const to = share(event), start = from;
    drop();
    chart.invokeMethodAsync('Brushed', Math.min(start, to), Math.max(start, to) + 1e-6);
  }
  function drop() { from = null; ghost?.remove(); ghost = null; }

  svg.addEventListener('pointerdown', down);
  svg.addEventListener('pointermove', move);
  svg.addEventListener('pointerup', up);
  svg.addEventListener('pointercancel', drop);
  return { dispose() {
    svg.removeEventListener('pointerdown', down);
    svg.removeEventListener('pointermove', move);
    svg.removeEventListener('pointerup', up);
    svg.removeEventListener('pointercancel', drop);
  } };
}

// Draws a span over a chart. Tells .NET the two ends as shares of the width; a plain click is a span without width: one bar.
// Where the bars say what they are (data-bar), keys draw too: arrows go from bar to bar, with Shift they widen the span, Enter takes it.

export function attach(svg, chart) {
  // The page was left while this was on its way: there is nothing to listen to any more.
  if (!svg) return { dispose() {} };
  let from = null, ghost = null;
  const share = event => { const box = svg.getBoundingClientRect(); return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)); };

  function down(event) {
    if (event.button !== 0) return;
    leave();
    from = share(event);
    svg.setPointerCapture(event.pointerId);
    move(event);
  }
  function move(event) {
    if (from === null) return;
    const width = svg.viewBox.baseVal.width, to = share(event);
    draw(Math.min(from, to) * width, Math.abs(to - from) * width);
  }
  function draw(x, width) {
    if (!ghost) {
      ghost = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      ghost.setAttribute('class', 'brush');
      ghost.setAttribute('height', svg.viewBox.baseVal.height);
      svg.append(ghost);
    }
    ghost.setAttribute('x', x);
    ghost.setAttribute('width', Math.max(2, width));
  }
  function up(event) {
    if (from === null) return;
    const to = share(event), start = from;
    drop();
    chart.invokeMethodAsync('Brushed', Math.min(start, to), Math.max(start, to) + 1e-6);
  }
  function drop() { from = null; ghost?.remove(); ghost = null; }

  let anchor = -1, at = -1;
  const words = svg.parentElement.querySelector('[data-bar-words]');
  /** The bars between the anchor and the cursor: where they begin and end, and what their ends say. */
  function reach() {
    const bars = [...svg.querySelectorAll('[data-bar]')], ends = [bars[Math.min(anchor, at)], bars[Math.max(anchor, at)]];
    const [first, last] = ends.map(bar => ({ x: bar.x.baseVal.value, end: bar.x.baseVal.value + bar.width.baseVal.value, says: bar.textContent.trim() }));
    return { first, last, says: first.says === last.says ? first.says : `${first.says} – ${last.says}` };
  }
  function key(event) {
    const last = svg.querySelectorAll('[data-bar]').length - 1;
    if (last < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowLeft: at < 0 ? last : at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (to !== undefined) {
      at = Math.min(last, Math.max(0, to));
      if (!event.shiftKey || anchor < 0) anchor = at;
      const { first, last: end, says } = reach();
      draw(first.x, end.end - first.x);
      if (words) words.textContent = says;
    } else if ((event.key === 'Enter' || event.key === ' ') && at >= 0) {
      const { first, last: end } = reach(), width = svg.viewBox.baseVal.width;
      leave();
      chart.invokeMethodAsync('Brushed', (first.x + first.end) / 2 / width, (end.x + end.end) / 2 / width);
    } else if (event.key === 'Escape' && at >= 0) leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function leave() {
    anchor = at = -1;
    if (words) words.textContent = '';
    drop();
  }

  svg.addEventListener('keydown', key);
  svg.dataset.ready = '';
  svg.addEventListener('blur', leave);
  svg.addEventListener('pointerdown', down);
  svg.addEventListener('pointermove', move);
  svg.addEventListener('pointerup', up);
  svg.addEventListener('pointercancel', drop);
  return { dispose() {
    svg.removeEventListener('keydown', key);
    svg.removeEventListener('blur', leave);
    svg.removeEventListener('pointerdown', down);
    svg.removeEventListener('pointermove', move);
    svg.removeEventListener('pointerup', up);
    svg.removeEventListener('pointercancel', drop);
  } };
}

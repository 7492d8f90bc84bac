// Arrow keys in a table or a picture whose cells are links: data-r and data-c say where each stands. One of them is in the order of Tab at a
// time; empty places are passed over. Enter is the link's own.

export function attach(grid) {
  // The page was left while this was on its way: there is nothing to listen to any more.
  if (!grid) return { enter() {}, dispose() {} };
  const cells = () => [...grid.querySelectorAll('[data-r][data-c]')];
  const at = cell => [+cell.dataset.r, +cell.dataset.c];

  function to(from, key) {
    const [row, column] = at(from), all = cells();
    const line = all.filter(c => at(c)[0] === row).sort((a, b) => at(a)[1] - at(b)[1]);
    const pile = all.filter(c => at(c)[1] === column).sort((a, b) => at(a)[0] - at(b)[0]);
    const nearest = step => all.filter(c => Math.sign(at(c)[0] - row) === step)
      .sort((a, b) => step * (at(a)[0] - at(b)[0]) || Math.abs(at(a)[1] - column) - Math.abs(at(b)[1] - column))[0];
    switch (key) {
      case 'ArrowRight': return line[line.indexOf(from) + 1];
      case 'ArrowLeft': return line[line.indexOf(from) - 1];
      // Straight up or down where something stands there, else the nearest of the next line that has something.
      case 'ArrowDown': return pile[pile.indexOf(from) + 1] ?? nearest(1);
      case 'ArrowUp': return pile[pile.indexOf(from) - 1] ?? nearest(-1);
      case 'Home': return line[0];
      case 'End': return line.at(-1);
    }
  }

  function press(event) {
    const from = event.target.closest('[data-r][data-c]');
    if (!from || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (!['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const next = to(from, event.key);
    if (next) next.focus();
  }

  function entered(event) {
    const cell = event.target.closest('[data-r][data-c]');
    if (!cell) return;
    for (const other of cells()) other.tabIndex = other === cell ? 0 : -1;
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  // What a cell says in short it says in full to who points at it: the words that a screen reader reads.
  function pointed(event) {
    const cell = event.target.closest('[data-r][data-c]'), words = cell?.querySelector('.sr')?.textContent;
    if (words && !cell.title && cell.querySelector('.shown')) cell.title = words;
  }

  grid.addEventListener('keydown', press);
  grid.addEventListener('focusin', entered);
  grid.addEventListener('pointerover', pointed);
  return {
    /** Into the grid: to the open cell, or where one last was, or to its first. */
    enter() { (grid.querySelector('[data-r][aria-current]') ?? grid.querySelector('[data-r][tabindex="0"]') ?? cells()[0])?.focus(); },
    dispose() {
      grid.removeEventListener('keydown', press);
      grid.removeEventListener('focusin', entered);
      grid.removeEventListener('pointerover', pointed);
    },
  };
}

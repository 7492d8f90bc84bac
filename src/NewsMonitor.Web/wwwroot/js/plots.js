// Draws plots with Apache ECharts, in the look's hand. Options come from .NET as plain data: colours are named by their tokens ("--actor-line"),
// a data item carries the address behind it (href), what a page wants told when it is chosen (key), and its words (say). Nothing is evaluated.

let library; // one load a page, of the file that the package brings

function load(address) {
  if (window.echarts) return Promise.resolve();
  return library ??= new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = done;
    script.onerror = () => { library = undefined; script.remove(); failed(new Error('The plotting library did not load.')); };
    document.head.append(script);
  });
}

// Double quotes (of faces) would end the attributes of a saved drawing.
const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim().replaceAll('"', "'");
const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const figures = () => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
const shares = () => new Intl.NumberFormat(document.documentElement.lang, { style: 'percent', maximumFractionDigits: 1 });
const list = value => value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The theme of the mode that is on, from the computed tokens. */
function theme() {
  const face = { fontFamily: token('--font-ui'), fontSize: 11, color: token('--ink-3') };
  const axis = {
    axisLine: { show: true, lineStyle: { color: token('--line-2'), width: 1 } }, axisTick: { show: false }, minorTick: { show: false },
    axisLabel: { ...face, alignMinLabel: 'left', alignMaxLabel: 'right' }, nameTextStyle: face, splitLine: { show: true, lineStyle: { color: token('--line'), width: 1 } }, splitArea: { show: false },
  };
  const named = { color: token('--ink'), fontFamily: token('--font-ui'), fontSize: 12, textBorderWidth: 0 };
  return {
    darkMode: document.documentElement.dataset.theme === 'dark',
    color: ['--data', '--data-2', '--ink-2', '--line-2', '--ink-3', '--ink'].map(token),
    backgroundColor: 'transparent', textStyle: { ...face, color: token('--ink-2') },
    categoryAxis: { ...axis, splitLine: { show: false } }, timeAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLabel: face, axisLine: { show: false } }, logAxis: { ...axis, axisLine: { show: false } },
    tooltip: {
      backgroundColor: token('--float'), borderColor: token('--line-2'), borderWidth: 1, padding: [6, 10], textStyle: { ...face, fontSize: 13, color: token('--ink') },
      extraCssText: `border-radius:2px;box-shadow:${token('--shadow-1')}`,
      axisPointer: { lineStyle: { color: token('--line-2'), type: 'solid' }, shadowStyle: { color: token('--chosen'), opacity: .5 }, crossStyle: { color: token('--line-2') } },
    },
    visualMap: { textStyle: face }, graph: { label: named }, sankey: { label: named, itemStyle: { borderWidth: 0 } },
    markPoint: { label: named }, markLine: { label: named, lineStyle: { color: token('--ink'), type: 'solid', width: 1 } },
  };
}

/** A copy of the option with colours for tokens. */
function dyed(value) {
  if (typeof value === 'string') return value.startsWith('--') ? token(value) || value : value;
  if (Array.isArray(value)) return value.map(dyed);
  return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, dyed(inner)])) : value;
}

/** What every plot shares, where its option does not say otherwise. */
function dressed(plain, sentence) {
  const option = dyed(plain), number = figures(), share = shares();
  const write = value => typeof value !== 'number' ? value : option.shares ? share.format(value) : number.format(value);
  const axis = one => one.type === 'value' || one.type === 'log'
    ? { ...one, axisLabel: { ...one.axisLabel, formatter: one.axisLabel?.formatter ?? (value => one.shares ? share.format(value) : number.format(one.absolute ? Math.abs(value) : value)) } } : one;
  const outline = { color: 'inherit', borderColor: token('--ink'), borderWidth: 1.5, shadowBlur: 0 };
  // Where a pointer marks a day in every row, no row's other days fade.
  const focus = one => option.tooltip?.trigger === 'axis' ? 'none' : one.type === 'graph' || one.type === 'sankey' ? 'adjacency' : 'self';
  const series = list(option.series).map(one => ({
    cursor: doors(one) ? 'pointer' : 'default', ...one,
    emphasis: { focus: focus(one), itemStyle: outline, ...one.emphasis },
    blur: { itemStyle: { opacity: .35 }, lineStyle: { opacity: .35 }, label: { opacity: .35 }, ...one.blur },
  }));
  return {
    animation: !still(), animationDuration: 140, animationDurationUpdate: 140, animationEasing: 'cubicOut', animationEasingUpdate: 'cubicOut',
    ...option,
    aria: { enabled: true, label: { description: sentence } },
    ...(option.xAxis && { grid: list(option.grid ?? {}).map(grid => ({ left: 0, right: 0, top: 10, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel', ...grid })) }),
    ...(option.xAxis && { xAxis: list(option.xAxis).map(axis), yAxis: list(option.yAxis).map(axis) }),
    tooltip: { confine: true, transitionDuration: 0, ...option.tooltip, formatter: params => tip(list(params), write, share, series) },
    series,
  };
}

const doors = series => [...series.data ?? [], ...series.links ?? [], ...series.edges ?? []].some(item => item?.href || item?.key);

/** Made of nodes, never of markup: names in it are foreign. */
function tip(params, write, share, series) {
  const box = document.createElement('div');
  box.className = 'plottip';
  const add = (parent, kind, words) => { const element = document.createElement(kind); element.textContent = words ?? ''; parent.append(element); return element; };
  const said = params.length === 1 && params[0].data?.say;
  if (said) { for (const line of String(said).split('\n')) add(box, 'p', line); return box; }
  add(box, 'b', params[0].axisValueLabel ?? params[0].name);
  const rows = add(box, 'dl');
  for (const one of params) {
    const value = one.data?.shown ?? (Array.isArray(one.value) ? one.value.at(-1) : one.value);
    if (value === null || value === undefined || value === '-') continue;
    add(rows, 'dt', one.seriesName?.startsWith('series\0') ? one.name : one.seriesName);
    add(rows, 'dd', series[one.seriesIndex]?.shares && typeof value === 'number' ? share.format(value) : write(value));
  }
  return box;
}

class Plot {
  #box; #canvas; #voice; #page; #chart; #option; #sentence = ''; #points = []; #at = -1;
  #size = new ResizeObserver(() => this.#resized());
  #themed = () => this.#renew();

  /** box: the focusable frame; in it .plotcanvas and the .plotvoice that reads out. page: a .NET reference with Picked(key) and Brushed(from, to). */
  constructor(box, page) {
    this.#box = box;
    this.#page = page;
    this.#canvas = box.querySelector('.plotcanvas');
    this.#voice = box.querySelector('.plotvoice');
    this.#size.observe(box);
    document.addEventListener('desk-theme', this.#themed);
    box.addEventListener('keydown', this.#key);
    box.addEventListener('blur', this.#leave);
    box.addEventListener('pointerdown', this.#down);
  }

  dispose() {
    document.removeEventListener('desk-theme', this.#themed);
    this.#box.removeEventListener('keydown', this.#key);
    this.#box.removeEventListener('blur', this.#leave);
    this.#box.removeEventListener('pointerdown', this.#down);
    this.#size.disconnect();
    this.#chart?.dispose();
    this.#chart = this.#page = null;
  }

  draw(option, sentence) {
    this.#option = option;
    this.#sentence = sentence;
    this.#points = pointsOf(option);
    this.#at = -1;
    this.#show();
  }

  #show() {
    if (!this.#option || this.#canvas.clientWidth === 0) return; // behind its table: drawn when it comes back
    if (!this.#chart) {
      this.#chart = echarts.init(this.#canvas, theme(), { renderer: 'svg' });
      this.#chart.on('click', event => this.#open(event.data, event.event?.event));
    }
    this.#chart.setOption(dressed(this.#option, this.#sentence), { notMerge: true });
    this.#box.dataset.drawn = ''; // tests and readers of the page see that it is there
  }

  #renew() {
    this.#chart?.dispose();
    this.#chart = undefined;
    this.#show();
  }

  #resized() {
    if (this.#canvas.clientWidth === 0) return;
    if (this.#chart) this.#chart.resize(); else this.#show();
  }

  #open(item, event) {
    if (this.#dragged || !item) return;
    if (item.key !== undefined && this.#box.dataset.picks !== undefined) { this.#page?.invokeMethodAsync('Picked', String(item.key)); return; }
    if (!item.href?.startsWith('/')) return;
    if (event?.ctrlKey || event?.metaKey || event?.shiftKey) window.open(item.href, '_blank', 'noopener');
    else Blazor.navigateTo(item.href);
  }

  // ---- keys: arrows go from element to element, Enter opens -------------------------------------------------------------------

  #key = event => {
    if (event.target !== this.#box || !this.#chart || this.#points.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.#points.length - 1, here = this.#points[this.#at];
    const sideways = series => { const to = this.#points.findIndex(p => p.series === series && p.index === (here?.index ?? 0)); return to < 0 ? this.#at : to; };
    if (event.key === 'ArrowRight') this.#go(Math.min(this.#at + 1, last));
    else if (event.key === 'ArrowLeft') this.#go(Math.max(this.#at - 1, 0));
    else if (event.key === 'ArrowDown') this.#go(here ? sideways(here.series + 1) : 0);
    else if (event.key === 'ArrowUp') this.#go(here ? sideways(here.series - 1) : 0);
    else if (event.key === 'Home') this.#go(0);
    else if (event.key === 'End') this.#go(last);
    else if (event.key === 'Enter' && here) this.#open(here.item, event);
    else if (event.key === 'Escape' && here) this.#leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #go(to) {
    this.#fade();
    this.#at = to;
    const point = this.#points[to], place = this.#place(point);
    this.#chart.dispatchAction({ type: 'highlight', ...place });
    this.#chart.dispatchAction({ type: 'showTip', ...place });
    this.#voice.textContent = words(point, this.#option);
  }

  #place = point => ({ seriesIndex: point.series, dataIndex: point.index, ...(point.edge && { dataType: 'edge' }) });

  #fade() {
    if (this.#at < 0 || !this.#chart) return;
    this.#chart.dispatchAction({ type: 'downplay', ...this.#place(this.#points[this.#at]) });
    this.#chart.dispatchAction({ type: 'hideTip' });
  }

  #leave = () => { this.#fade(); this.#at = -1; this.#voice.textContent = ''; };

  // ---- brush: a span of the horizontal axis, drawn with the pointer; a plain click stays a click -------------------------------

  #dragged = false;

  #down = event => {
    if (this.#box.dataset.brushes === undefined || event.button !== 0 || !this.#chart) return;
    const box = this.#canvas.getBoundingClientRect(), start = event.clientX - box.left;
    const ghost = document.createElement('i');
    ghost.className = 'plotbrush';
    this.#dragged = false;
    const move = next => {
      const to = Math.min(box.width, Math.max(0, next.clientX - box.left));
      if (!this.#dragged && Math.abs(to - start) < 5) return;
      this.#dragged = true;
      this.#canvas.append(ghost);
      ghost.style.left = `${Math.min(start, to)}px`;
      ghost.style.width = `${Math.abs(to - start)}px`;
    };
    const up = next => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', up);
      removeEventListener('pointercancel', up);
      ghost.remove();
      if (!this.#dragged) return;
      setTimeout(() => { this.#dragged = false; }); // the click that ends a drag opens nothing
      if (next.type === 'pointercancel') return;
      const ends = [start, next.clientX - box.left].map(x => this.#chart.convertFromPixel({ xAxisIndex: 0 }, x)).map(Number).sort((a, b) => a - b);
      const most = (list(this.#option.xAxis)[0].data?.length ?? 1) - 1;
      if (ends.every(Number.isFinite)) this.#page?.invokeMethodAsync('Brushed', Math.max(0, Math.round(ends[0])), Math.min(most, Math.round(ends[1])));
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', up);
    addEventListener('pointercancel', up);
  };

  // ---- to take away ----------------------------------------------------------------------------------------------------------

  /** The picture as it stands, on paper, under its title. */
  saveSvg(name, title) {
    const { width, height } = this.#extent(), face = token('--font-ui');
    const inner = new DOMParser().parseFromString(this.#chart.renderToSVGString({ useViewBox: false }), 'image/svg+xml').documentElement;
    const outer = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const add = (kind, marks, words) => { const e = document.createElementNS(outer.namespaceURI, kind); for (const [k, v] of Object.entries(marks)) e.setAttribute(k, v); if (words) e.textContent = words; outer.append(e); };
    for (const [k, v] of Object.entries({ width: width + 32, height: height + 72, viewBox: `0 0 ${width + 32} ${height + 72}`, role: 'img', 'aria-label': this.#sentence })) outer.setAttribute(k, v);
    add('title', {}, title);
    add('rect', { width: '100%', height: '100%', fill: token('--paper') });
    add('text', { x: 16, y: 28, fill: token('--ink'), 'font-family': face, 'font-size': 16, 'font-weight': 600 }, title);
    inner.setAttribute('x', '16');
    inner.setAttribute('y', '48');
    outer.append(inner);
    save(`${name}.svg`, new Blob([new XMLSerializer().serializeToString(outer)], { type: 'image/svg+xml' }));
  }

  /** Drawn anew on a canvas at twice the size, so that it has the page's faces and is sharp in print. */
  async savePng(name, title) {
    const { width, height } = this.#extent(), place = document.createElement('div');
    const chart = echarts.init(place, theme(), { renderer: 'canvas', width, height, devicePixelRatio: 2 });
    chart.setOption({ ...dressed(this.#option, this.#sentence), animation: false });
    const sheet = document.createElement('canvas'), pen = sheet.getContext('2d');
    Object.assign(sheet, { width: (width + 32) * 2, height: (height + 72) * 2 });
    pen.fillStyle = token('--paper');
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.fillStyle = token('--ink');
    pen.font = `600 32px ${token('--font-ui')}`;
    pen.fillText(title, 32, 56);
    pen.drawImage(chart.renderToCanvas({ pixelRatio: 2 }), 32, 96);
    chart.dispose();
    save(`${name}.png`, await new Promise(done => sheet.toBlob(done, 'image/png')));
  }

  #extent() {
    if (!this.#chart) this.#show();
    return { width: this.#chart?.getWidth() ?? 800, height: this.#chart?.getHeight() ?? 400 };
  }
}

/** Where the arrow keys can go: all that can be opened, or where nothing can, all there is. */
function pointsOf(option) {
  const all = list(option.series).flatMap((series, at) => [
    ...(series.data ?? []).map((item, index) => ({ series: at, index, item })),
    ...(series.links ?? series.edges ?? []).map((item, index) => ({ series: at, index, item, edge: true })),
  ]).filter(point => point.item !== null && point.item !== undefined);
  const open = all.filter(point => point.item.href || point.item.key);
  return open.length > 0 ? open : all;
}

function words(point, option) {
  if (point.item.say) return point.item.say;
  const category = list(option.xAxis)[0]?.data?.[point.index] ?? list(option.yAxis)[0]?.data?.[point.index];
  const value = point.item.shown ?? point.item.value ?? (typeof point.item === 'number' ? point.item : '');
  return [list(option.series)[point.series]?.name, point.item.name ?? category, typeof value === 'number' ? figures().format(value) : value].filter(part => part !== undefined && part !== '').join(', ');
}

function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export async function attach(box, page, address) {
  await load(address);
  return new Plot(box, page);
}

/** A file that .NET has written. */
export const saveFile = async (name, type, stream) => save(name, new Blob([await stream.arrayBuffer()], { type }));

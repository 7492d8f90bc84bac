// Draws a network whose nodes have their places already, and plays its windows. An SVG of the page itself, not of a chart library: its colours
// are the look's tokens and follow the theme, each node and tie is an element that keys reach, and 2,000 ties stand in a fraction of a second.

const space = 'http://www.w3.org/2000/svg';
const most = 400; // more names would be a grey fog
const safe = text => String(text).replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const round = number => Math.round(number * 10) / 10;

class Network {
  #box; #page; #data; #svg; #view; #voice; #places = []; #curves = []; #strongest = 1; #zoom = { k: 1, x: 0, y: 0 };
  #node = -1; #tie = -1; #chosen = { node: -1, tie: -1 }; #window = -1; #timer; #neighbours = []; #hover = -1; #busy = false;
  #size = new ResizeObserver(() => { if (this.#data && this.#box.clientWidth) this.#build(); });

  constructor(box, page) {
    this.#box = box;
    this.#page = page;
    this.#voice = box.parentElement.querySelector('.netvoice');
    box.addEventListener('keydown', this.#key);
    box.addEventListener('click', this.#click);
    box.addEventListener('pointermove', this.#move);
    box.addEventListener('pointerleave', () => this.#point(-1));
    box.addEventListener('pointerdown', this.#drag);
    box.addEventListener('wheel', this.#wheel, { passive: false });
    this.#size.observe(box);
  }

  dispose() {
    clearInterval(this.#timer);
    this.#size.disconnect();
    this.#page = null;
    this.#box.replaceChildren();
  }

  /** data: { nodes: [{ name, shape, size, x, y, group, words }], ties: [[from, to, weight]], windows: [{ words, ties: [[tie, weight]] }], groups: [words] } */
  draw(data) {
    this.pause();
    // The windows have come to a picture that stands already: nothing moves under the reader's hand.
    const same = this.#data?.nodes.length === data.nodes.length && data.nodes.every((n, i) => n.name === this.#data.nodes[i].name && n.x === this.#data.nodes[i].x && n.y === this.#data.nodes[i].y);
    this.#data = data;
    this.#window = this.#hover = -1;
    if (!same) {
      this.#node = this.#tie = -1;
      this.#zoom = { k: 1, x: 0, y: 0 };
    }
    this.#strongest = Math.max(1e-9, ...data.ties.map(t => Math.abs(t[2])), ...data.windows.flatMap(w => w.ties.map(t => Math.abs(t[1]))));
    this.#neighbours = data.nodes.map(() => []);
    data.ties.forEach(([from, to], tie) => { this.#neighbours[from].push(tie); this.#neighbours[to].push(tie); });
    this.#build();
  }

  #build() {
    const begun = performance.now(), { nodes, ties } = this.#data;
    const [width, height] = [Math.max(320, this.#box.clientWidth), Math.max(240, this.#box.clientHeight)];
    const [left, top] = [70, 36], tallest = Math.max(1e-6, ...nodes.map(n => n.y));
    // The room is used in both directions, but a picture is not stretched to more than 1.8 times.
    const across = (width - 2 * left), down = Math.min((height - 2 * top - 12) / tallest, across * 1.8), scale = Math.min(across, down * 1.8);
    const [offx, offy] = [(width - scale) / 2, top + Math.max(0, (height - 2 * top - 12 - down * tallest) / 2)];
    this.#places = apart(nodes, nodes.map(n => ({ x: offx + n.x * scale, y: offy + n.y * down })), { left: 40, right: width - 40, top, bottom: height - top });
    this.#curves = ties.map(([from, to]) => curve(this.#places[from], this.#places[to]));
    const parts = [];
    parts.push(`<g class="hulls">${this.#hulls()}</g><g class="ties">`);
    ties.forEach(([, , weight], i) => parts.push(`<path class="${this.#look(weight, i)}" d="${this.#curves[i].d}" stroke-width="${this.#wide(weight)}"/>`));
    parts.push('</g><path class="halo" d=""/><path class="halo in" d=""/><path class="above" d=""/><g class="nodes">');
    const names = this.#names();
    nodes.forEach((node, i) => parts.push(shape(node, this.#places[i], names.has(i))));
    parts.push('</g>');
    this.#svg = document.createElementNS(space, 'svg');
    this.#svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.#svg.setAttribute('class', ties.length > 400 ? 'netsvg many' : 'netsvg');
    this.#svg.innerHTML = `<g class="view">${parts.join('')}</g>`;
    this.#view = this.#svg.firstChild;
    this.#box.replaceChildren(this.#svg);
    this.#shift();
    this.choose(this.#chosen.node, this.#chosen.tie);
    if (this.#window >= 0) this.#show();
    // Layout and styles are part of it: what the reader waits for.
    this.#svg.getBoundingClientRect();
    this.#box.dataset.drawn = `${ties.length}`;
    this.#box.dataset.milliseconds = `${round(performance.now() - begun)}`;
  }

  #look = (weight, tie) => (weight === 0 ? 'none' : weight > 0 ? 'agree' : 'against') + (this.#suggested(tie) ? ' sug' : '');
  /** Nothing is left of it without suggestions. */
  #suggested = tie => this.#data.ties[tie][2] !== 0 && this.#data.ties[tie][3] === 0;
  // Many ties are drawn finer: a thousand bands would hide each other.
  #wide = weight => Math.round(100 * Math.max(.4, (.6 + 4.4 * Math.sqrt(Math.abs(weight) / this.#strongest)) * Math.min(1, Math.sqrt(60 / this.#data.ties.length)))) / 100;

  /** Whose names fit: the most active first, none over another name or somebody else's shape. */
  #names() {
    const taken = [], shown = new Set();
    const order = this.#data.nodes.map((n, i) => i).sort((a, b) => this.#data.nodes[b].size - this.#data.nodes[a].size).slice(0, most);
    for (const i of order) {
      const node = this.#data.nodes[i], { x, y } = this.#places[i], half = node.name.length * 3.3 + 2, top = y + node.size / 2 + 2;
      if (taken.some(t => Math.abs(t.x - x) < t.half + half && Math.abs(t.top - top) < 15)) continue;
      if (this.#places.some((p, j) => j !== i && Math.abs(p.x - x) < this.#data.nodes[j].size / 2 + half - 4 && p.y + this.#data.nodes[j].size / 2 > top + 2 && p.y - this.#data.nodes[j].size / 2 < top + 12)) continue;
      taken.push({ x, half, top });
      shown.add(i);
    }
    return shown;
  }

  #hulls() {
    if (!this.#data.groups.length) return '';
    const groups = new Map();
    this.#data.nodes.forEach((n, i) => { if (!groups.has(n.group)) groups.set(n.group, []); groups.get(n.group).push(this.#places[i]); });
    return [...groups].filter(([group, points]) => points.length > 2 && this.#data.groups[group]).map(([group, points]) => {
      const edge = hull(points), high = edge.reduce((a, b) => b.y < a.y ? b : a);
      return `<path class="hull" d="M${edge.map(p => `${p.x} ${p.y}`).join('L')}Z"/><text class="hullname" x="${high.x}" y="${high.y - 30}">${safe(this.#data.groups[group])}</text>`;
    }).join('');
  }

  // ---- windows ------------------------------------------------------------------------------------------------------------------

  /** Shows a window; −1 for the whole time. */
  show(window) {
    this.#window = window;
    this.#show();
  }

  #show() {
    const begun = performance.now(), paths = this.#view.querySelector('.ties').children, nodes = this.#view.querySelector('.nodes').children;
    const weights = this.#window < 0 ? this.#data.ties.map(t => t[2]) : new Array(this.#data.ties.length).fill(0);
    if (this.#window >= 0) for (const [tie, weight] of this.#data.windows[this.#window].ties) weights[tie] = weight;
    const there = new Set();
    weights.forEach((weight, i) => {
      const path = paths[i], look = this.#look(weight, i);
      if (weight) { there.add(this.#data.ties[i][0]); there.add(this.#data.ties[i][1]); }
      if (path.getAttribute('class') !== look) path.setAttribute('class', look);
      if (weight) path.style.strokeWidth = this.#wide(weight);
    });
    for (let i = 0; i < nodes.length; i++) nodes[i].classList.toggle('away', this.#window >= 0 && !there.has(i));
    this.#box.dataset.window = `${this.#window}`;
    this.#box.dataset.windowMilliseconds = `${round(performance.now() - begun)}`;
  }

  /** Plays the windows from the one that is shown, and tells the page of each. */
  play(from, pace) {
    this.pause();
    let at = from >= this.#data.windows.length - 1 ? -1 : from;
    const step = () => {
      at++;
      if (at >= this.#data.windows.length) { this.pause(); this.#page?.invokeMethodAsync('Stopped'); return; }
      this.show(at);
      this.#page?.invokeMethodAsync('Played', at);
    };
    step();
    this.#timer = setInterval(step, pace);
  }

  pause() { clearInterval(this.#timer); }

  // ---- what is open, what is pointed to -----------------------------------------------------------------------------------------

  choose(node, tie) {
    this.#chosen = { node, tie };
    if (!this.#view) return;
    const nodes = this.#view.querySelector('.nodes').children;
    for (let i = 0; i < nodes.length; i++) nodes[i].classList.toggle('open', i === node || tie >= 0 && this.#data.ties[tie].slice(0, 2).includes(i));
    this.#ring(tie, '.halo', true);
  }

  #ring(tie, selector, strong) {
    const width = tie < 0 ? 0 : this.#wide(this.#data.ties[tie][2]);
    for (const path of this.#view.querySelectorAll(selector)) {
      path.setAttribute('d', tie < 0 ? '' : this.#curves[tie].d);
      path.style.strokeWidth = width + (path.classList.contains('in') ? 4 : strong ? 7 : 3);
    }
    const above = this.#view.querySelector('.above');
    if (!strong) return;
    above.setAttribute('d', tie < 0 ? '' : this.#curves[tie].d);
    above.setAttribute('class', `above ${tie < 0 ? '' : this.#look(this.#data.ties[tie][2], tie)}`);
    above.style.strokeWidth = width;
  }

  /** Fades all but a node and those it is tied to. */
  #point(node) {
    if (node === this.#hover || !this.#view) return;
    this.#hover = node;
    this.#view.classList.toggle('pointing', node >= 0);
    const near = new Set(node < 0 ? [] : this.#neighbours[node]), seen = new Set([node]);
    for (const tie of near) { seen.add(this.#data.ties[tie][0]); seen.add(this.#data.ties[tie][1]); }
    const paths = this.#view.querySelector('.ties').children, nodes = this.#view.querySelector('.nodes').children;
    for (let i = 0; i < paths.length; i++) paths[i].classList.toggle('near', near.has(i));
    for (let i = 0; i < nodes.length; i++) nodes[i].classList.toggle('near', seen.has(i));
  }

  #at(event) {
    const box = this.#svg.getBoundingClientRect(), ratio = this.#svg.viewBox.baseVal.width / box.width;
    return { x: ((event.clientX - box.left) * ratio - this.#zoom.x) / this.#zoom.k, y: ((event.clientY - box.top) * ratio - this.#zoom.y) / this.#zoom.k };
  }

  #nodeAt({ x, y }) {
    let best = -1, least = Infinity;
    this.#places.forEach((p, i) => {
      const away = Math.hypot(p.x - x, p.y - y) - this.#data.nodes[i].size / 2;
      if (away < 5 && away < least) [best, least] = [i, away];
    });
    return best;
  }

  /** The tie under the pointer: a line of one pixel is hard to hit, so six on each side do. */
  #tieAt({ x, y }) {
    let best = -1, least = 6 / this.#zoom.k;
    this.#curves.forEach((c, i) => {
      if (this.#shown(i) === 0) return;
      for (const p of c.points) {
        const away = Math.hypot(p.x - x, p.y - y);
        if (away < least) [best, least] = [i, away];
      }
    });
    return best;
  }

  #shown(tie) {
    if (this.#window < 0) return this.#data.ties[tie][2];
    return this.#data.windows[this.#window].ties.find(t => t[0] === tie)?.[1] ?? 0;
  }

  #move = event => {
    if (this.#busy || !this.#data || event.buttons) return;
    this.#busy = true;
    requestAnimationFrame(() => {
      this.#busy = false;
      if (!this.#svg?.isConnected) return;
      const at = this.#at(event), node = this.#nodeAt(at);
      this.#point(node);
      const tie = node >= 0 ? -1 : this.#tieAt(at);
      this.#box.style.cursor = node >= 0 || tie >= 0 ? 'pointer' : 'grab';
      this.#box.title = node >= 0 ? this.#data.nodes[node].words : tie >= 0 ? this.#say(tie) : '';
    });
  };

  #say(tie) {
    const [from, to] = this.#data.ties[tie], weight = this.#shown(tie);
    const figure = number => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 3 }).format(number), decided = this.#data.ties[tie][3];
    const without = this.#window < 0 && decided !== weight ? `; ${this.#data.without.replace('{0}', figure(decided))}` : '';
    return `${this.#data.nodes[from].name}, ${this.#data.nodes[to].name}: ${figure(weight)}${without}`;
  }

  #click = event => {
    if (this.#dragged || !this.#data) return;
    const at = this.#at(event), node = this.#nodeAt(at);
    if (node >= 0) this.#open(node, -1);
    else this.#open(-1, this.#tieAt(at));
  };

  #open(node, tie) {
    if (node >= 0 || tie >= 0) this.#page?.invokeMethodAsync('Opened', node, tie);
  }

  // ---- moving the sheet ---------------------------------------------------------------------------------------------------------

  #dragged = false;

  #drag = event => {
    if (event.button !== 0 || !this.#data) return;
    const start = { x: event.clientX, y: event.clientY, ...{ zx: this.#zoom.x, zy: this.#zoom.y } };
    this.#dragged = false;
    const move = next => {
      if (!this.#dragged && Math.hypot(next.clientX - start.x, next.clientY - start.y) < 4) return;
      this.#dragged = true;
      this.#zoom = { ...this.#zoom, x: start.zx + next.clientX - start.x, y: start.zy + next.clientY - start.y };
      this.#shift();
    };
    const up = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', up);
      setTimeout(() => { this.#dragged = false; });
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', up);
  };

  #wheel = event => {
    if (!this.#data) return;
    event.preventDefault();
    const box = this.#svg.getBoundingClientRect();
    this.#scale(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.clientX - box.left, event.clientY - box.top);
  };

  zoom(by) {
    if (by === 0) { this.#zoom = { k: 1, x: 0, y: 0 }; this.#shift(); }
    else this.#scale(by, this.#box.clientWidth / 2, this.#box.clientHeight / 2);
  }

  #scale(by, x, y) {
    const k = Math.min(8, Math.max(.5, this.#zoom.k * by)), ratio = k / this.#zoom.k;
    this.#zoom = { k, x: x - (x - this.#zoom.x) * ratio, y: y - (y - this.#zoom.y) * ratio };
    this.#shift();
  }

  #shift() { this.#view.setAttribute('transform', `translate(${round(this.#zoom.x)} ${round(this.#zoom.y)}) scale(${Math.round(this.#zoom.k * 1000) / 1000})`); }

  // ---- keys: arrows go to the nearest node that way, t to its next tie, Enter opens ------------------------------------------------

  #key = event => {
    if (!this.#data?.nodes.length || event.ctrlKey || event.altKey || event.metaKey) return;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way) this.#go(this.#node < 0 ? this.#first() : this.#nearest(way));
    else if (event.key.toLowerCase() === 't' && this.#node >= 0) this.#next(event.shiftKey ? -1 : 1);
    else if (event.key === 'Enter' && (this.#node >= 0 || this.#tie >= 0)) this.#tie >= 0 ? this.#open(-1, this.#tie) : this.#open(this.#node, -1);
    else if (event.key === 'Home') this.#go(this.#first());
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #first = () => this.#data.nodes.reduce((best, n, i) => n.size > this.#data.nodes[best].size ? i : best, 0);

  #nearest([x, y]) {
    const from = this.#places[this.#node];
    let best = this.#node, least = Infinity;
    this.#places.forEach((p, i) => {
      const [along, aside] = [(p.x - from.x) * x + (p.y - from.y) * y, Math.abs((p.x - from.x) * y + (p.y - from.y) * x)];
      if (i !== this.#node && along > 0 && along + 2 * aside < least) [best, least] = [i, along + 2 * aside];
    });
    return best;
  }

  #go(node) {
    this.#node = node;
    this.#tie = -1;
    this.#mark();
    this.#point(node);
    this.#voice.textContent = this.#data.nodes[node].words;
  }

  #next(step) {
    const ties = this.#neighbours[this.#node].filter(t => this.#shown(t) !== 0).sort((a, b) => Math.abs(this.#shown(b)) - Math.abs(this.#shown(a)));
    if (!ties.length) return;
    this.#tie = ties[(ties.indexOf(this.#tie) + step + ties.length) % ties.length] ?? ties[0];
    this.#mark();
    this.#voice.textContent = this.#say(this.#tie);
  }

  #mark() {
    const nodes = this.#view.querySelector('.nodes').children;
    for (let i = 0; i < nodes.length; i++) nodes[i].classList.toggle('at', i === this.#node);
    this.#ring(this.#tie < 0 ? this.#chosen.tie : this.#tie, '.halo', true);
  }
}

/**
 * Moves nodes that stand upon each other apart, as little as it takes: among a few with their names, among many the shapes alone. What stands free
 * stays where it is.
 */
function apart(nodes, places, { left, right, top, bottom }) {
  const named = nodes.length <= 60, rounds = nodes.length <= 60 ? 80 : nodes.length <= 500 ? 12 : 0;
  const boxes = nodes.map(n => ({ w: Math.max(n.size, named ? n.name.length * 6.4 : 0) / 2 + 3, up: n.size / 2 + 2, down: n.size / 2 + (named ? 19 : 2) }));
  for (let turn = 0; turn < rounds; turn++) {
    let moved = false;
    for (let i = 0; i < places.length; i++) {
      for (let j = i + 1; j < places.length; j++) {
        const [a, b] = [places[i], places[j]], x = boxes[i].w + boxes[j].w - Math.abs(a.x - b.x);
        if (x <= 0) continue;
        const y = (a.y <= b.y ? boxes[i].down + boxes[j].up : boxes[i].up + boxes[j].down) - Math.abs(a.y - b.y);
        if (y <= 0) continue;
        moved = true;
        // Along the shorter way, half each.
        if (x < y) { const step = (a.x <= b.x ? -x : x) / 2; a.x += step; b.x -= step; }
        else { const step = (a.y <= b.y ? -y : y) / 2; a.y += step; b.y -= step; }
      }
    }
    for (const [i, p] of places.entries()) {
      p.x = Math.min(right - boxes[i].w + 30, Math.max(left + boxes[i].w - 30, p.x));
      p.y = Math.min(bottom - boxes[i].down + 18, Math.max(top - 18 + boxes[i].up, p.y));
    }
    if (!moved) break;
  }
  return places.map(p => ({ x: round(p.x), y: round(p.y) }));
}

/** A light bow to one side, always the same for the same ends. */
function curve(a, b) {
  const [mx, my, bend] = [(a.x + b.x) / 2, (a.y + b.y) / 2, .12], [cx, cy] = [round(mx - (b.y - a.y) * bend), round(my + (b.x - a.x) * bend)];
  const points = [];
  for (let t = .06; t < .95; t += .08) points.push({ x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * cx + t * t * b.x, y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * cy + t * t * b.y });
  return { d: `M${a.x} ${a.y}Q${cx} ${cy} ${b.x} ${b.y}`, points };
}

function shape(node, { x, y }, named) {
  const r = round(node.size / 2), s = round(node.size * .9), form = {
    person: `<circle cx="${x}" cy="${y}" r="${r}"/>`, group: `<circle cx="${x}" cy="${y}" r="${r}"/>`,
    state: `<rect x="${round(x - s / 2)}" y="${round(y - s / 2)}" width="${s}" height="${s}"/>`,
    issue: `<rect x="${round(x - s * .7)}" y="${round(y - s * .35)}" width="${round(s * 1.4)}" height="${round(s * .7)}" rx="2"/>`,
  }[node.shape] ?? `<path d="M${x} ${round(y - r * 1.15)}L${round(x + r * 1.15)} ${y}L${x} ${round(y + r * 1.15)}L${round(x - r * 1.15)} ${y}Z"/>`;
  return `<g class="node ${node.shape}${node.suggested ? ' sug' : ''}${named ? '' : ' quiet'}">${form}<text x="${x}" y="${round(y + node.size / 2 + 13)}">${safe(node.name)}</text></g>`;
}

/** The convex outline (Andrew's monotone chain), moved outwards so that it goes around the shapes. */
function hull(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y), cross = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const half = list => list.reduce((line, p) => { while (line.length > 1 && cross(line.at(-2), line.at(-1), p) <= 0) line.pop(); line.push(p); return line; }, []);
  const edge = [...half(sorted).slice(0, -1), ...half([...sorted].reverse()).slice(0, -1)];
  const [mx, my] = [edge.reduce((s, p) => s + p.x, 0) / edge.length, edge.reduce((s, p) => s + p.y, 0) / edge.length];
  return edge.map(p => { const away = Math.max(1, Math.hypot(p.x - mx, p.y - my)); return { x: round(p.x + (p.x - mx) / away * 26), y: round(p.y + (p.y - my) / away * 26) }; });
}

// The page was left while this was on its way: there is nothing to draw into any more.
export const attach = (box, page) => box ? new Network(box, page) : { draw() {}, choose() {}, show() {}, play() {}, pause() {}, zoom() {}, dispose() {} };

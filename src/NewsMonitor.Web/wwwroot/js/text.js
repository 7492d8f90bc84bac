// The article's text under the hand: selections become offsets and offsets selections; the margin stands level with its words.
// Offsets are UTF-16 units, as JavaScript and .NET both count. Runs of text carry theirs in data-o, highlights their code in data-c.

class ArticleText {
  #sheet; #text; #margin; #wires; #page;
  #watch = new MutationObserver(() => this.#plan());
  #size = new ResizeObserver(() => this.#plan());
  #planned = false;
  #last = '';
  #shown;

  /** sheet: the scrolling element that holds .txt, and for coding .margin and .wires. page: a .NET reference. */
  constructor(sheet, page) {
    this.#sheet = sheet;
    this.#page = page;
    this.#text = sheet.querySelector('[data-text]');
    this.#margin = sheet.querySelector('.margin');
    this.#wires = sheet.querySelector('.wires');
    document.addEventListener('selectionchange', this.#selected);
    document.addEventListener('keydown', this.#hurried, true);
    sheet.addEventListener('click', this.#clicked);
    sheet.addEventListener('pointerover', this.#pointed);
    sheet.addEventListener('focusin', this.#pointed);
    this.#watch.observe(sheet, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-for', 'data-c'] });
    this.#size.observe(sheet);
    if (this.#margin) this.#size.observe(this.#margin);
    this.#plan();
    sheet.dataset.ready = ''; // selections are heard from now on
  }

  dispose() {
    document.removeEventListener('selectionchange', this.#selected);
    document.removeEventListener('keydown', this.#hurried, true);
    this.#sheet.removeEventListener('click', this.#clicked);
    this.#sheet.removeEventListener('pointerover', this.#pointed);
    this.#sheet.removeEventListener('focusin', this.#pointed);
    this.#watch.disconnect();
    this.#size.disconnect();
    clearTimeout(this.#selectedSoon);
    this.#page = null;
  }

  // ---- selection -----------------------------------------------------------------------------

  #selectedSoon = 0;

  #selected = () => {
    clearTimeout(this.#selectedSoon);
    this.#selectedSoon = setTimeout(() => this.#tell(), 80);
  };

  // A key pressed within that moment means these words: they travel before it.
  #hurried = () => {
    clearTimeout(this.#selectedSoon);
    this.#tell();
  };

  #tell() {
    const before = this.#last, span = this.#known();
    if (this.#last !== before) this.#page?.invokeMethodAsync('Selected', span ? span[0] : 0, span ? span[1] : 0);
  }

  /** The selection, which the page knows from now on. */
  #known() {
    const span = this.selection();
    this.#last = span ? `${span[0]}-${span[1]}` : '';
    return span;
  }

  /** [start, end] of the selected words, white space at the ends left out; null where nothing is selected here. */
  selection() {
    const chosen = document.getSelection();
    if (!chosen || chosen.rangeCount === 0 || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    if (!this.#text || !range.intersectsNode(this.#text)) return null;
    let start = this.#offset(range.startContainer, range.startOffset, false);
    let end = this.#offset(range.endContainer, range.endOffset, true);
    if (start === null || end === null || end <= start) return null;
    const words = this.#words();
    while (start < end && /\s/.test(words[start])) start++;
    while (end > start && /\s/.test(words[end - 1])) end--;
    return end > start ? [start, end] : null;
  }

  /** Where a point of the document lies in the text; a point between runs belongs to the next run, or for an end to the one before. */
  #offset(node, at, isEnd) {
    const run = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest('[data-o]');
    if (run && this.#text.contains(run)) {
      const before = document.createRange();
      before.setStart(run, 0);
      before.setEnd(node, at);
      return Number(run.dataset.o) + before.toString().length;
    }
    const point = document.createRange();
    point.setStart(node, at);
    const runs = [...this.#text.querySelectorAll('[data-o]')];
    const side = run => { const all = document.createRange(); all.selectNodeContents(run); return point.compareBoundaryPoints(Range.START_TO_START, all); };
    if (isEnd) {
      const last = runs.filter(run => side(run) > 0).at(-1);
      return last ? Number(last.dataset.o) + last.textContent.length : null;
    }
    const next = runs.find(run => side(run) <= 0);
    return next ? Number(next.dataset.o) : null;
  }

  /** The text as the offsets count it: what stands between runs is a line break. */
  #words() {
    let words = '';
    for (const run of this.#text.querySelectorAll('[data-o]')) words = words.padEnd(Number(run.dataset.o), '\n') + run.textContent;
    return words;
  }

  select(start, end) {
    const from = this.#point(start, false), to = this.#point(end, true);
    if (!from || !to) return;
    document.getSelection().setBaseAndExtent(from.node, from.at, to.node, to.at);
    from.node.parentElement.scrollIntoView({ block: 'nearest' });
  }

  clear() {
    document.getSelection().removeAllRanges();
  }

  #point(offset, isEnd) {
    for (const run of this.#text.querySelectorAll('[data-o]')) {
      const start = Number(run.dataset.o), end = start + run.textContent.length;
      if (isEnd ? offset > start && offset <= end : offset >= start && offset < end) {
        const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT);
        let left = offset - start;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          if (left <= node.length) return { node, at: left };
          left -= node.length;
        }
      }
    }
    return null;
  }

  /** Moves the selection by a word or sentence without the mouse; extend keeps its start. Answers with it: the next key may be on its way already. */
  step(unit, direction, extend) {
    this.#move(unit, direction, extend);
    return this.#known();
  }

  #move(unit, direction, extend) {
    const words = this.#words();
    const segments = [...new Intl.Segmenter(document.documentElement.lang, { granularity: unit }).segment(words)]
      .map(s => ({ start: s.index, end: s.index + s.segment.trimEnd().length, words: unit === 'sentence' || s.isWordLike }))
      .filter(s => s.words && s.end > s.start);
    if (segments.length === 0) return;
    const now = this.selection();
    let index;
    if (!now) index = direction > 0 ? this.#firstVisible(segments) : segments.length - 1;
    else if (direction > 0) index = segments.findIndex(s => extend ? s.end > now[1] : s.start >= now[1]);
    else if (extend) index = segments.findLastIndex(s => s.end < now[1]);
    else index = segments.findLastIndex(s => s.end <= now[0]);
    if (index < 0) return;
    const start = now && extend ? now[0] : segments[index].start;
    if (segments[index].end > start) this.select(start, segments[index].end);
  }

  #firstVisible(segments) {
    const top = this.#sheet.getBoundingClientRect().top;
    const run = [...this.#text.querySelectorAll('[data-o]')].find(r => r.getBoundingClientRect().bottom > top + 8);
    const at = run ? Number(run.dataset.o) : 0;
    return Math.max(0, segments.findIndex(s => s.start >= at));
  }

  #clicked = event => {
    const highlight = event.target instanceof Element ? event.target.closest('[data-c]') : null;
    if (!highlight || !this.#text?.contains(highlight) || !document.getSelection().isCollapsed) return;
    const codes = [];
    for (let at = highlight; at && at !== this.#text; at = at.parentElement) if (at.dataset.c) codes.push(Number(at.dataset.c));
    this.#page?.invokeMethodAsync('Opened', codes);
  };

  // ---- relations: a code's words, its item and the mentions of its actors light up together -------------------------------

  #lit = null;

  #pointed = event => {
    const at = event.target instanceof Element ? event.target.closest('[data-c], .it[data-for]') : null;
    const code = at?.dataset.c ?? at?.dataset.for ?? null;
    if (code === this.#lit) return;
    this.#lit = code;
    this.#light();
    this.#plan();
  };

  #light() {
    for (const old of this.#sheet.querySelectorAll('.lit')) old.classList.remove('lit');
    if (this.#lit === null) return;
    const item = this.#margin?.querySelector(`.it[data-for="${CSS.escape(this.#lit)}"]`);
    item?.classList.add('lit');
    const words = [...(this.#text?.querySelectorAll(`[data-c="${CSS.escape(this.#lit)}"]`) ?? [])];
    for (const run of words) run.classList.add('lit');
    if (words.length === 0) return;
    // The nearest mention of each actor: within the words, else in the same paragraph.
    const block = words[0].closest('p, li, blockquote, h2');
    for (const actor of item?.dataset.actors?.split(' ').filter(Boolean) ?? []) {
      const mentions = [...(block?.querySelectorAll(`[data-a="${actor}"]`) ?? [])];
      const within = mentions.filter(m => m.closest(`[data-c="${CSS.escape(this.#lit)}"]`) || m.querySelector(`[data-c="${CSS.escape(this.#lit)}"]`));
      for (const mention of within.length > 0 ? within : mentions.slice(0, 1)) mention.classList.add('lit');
    }
  }

  /** From the open card into the text, and back: further words are selected by the same keys. Answers with the selection. */
  cross() {
    const card = (this.#margin ?? document).querySelector('.card'); // without a margin the card stands beside the text
    if (!card) return null;
    const text = this.#text.closest('article');
    if (!text.contains(document.activeElement)) {
      this.#left = document.activeElement;
      text.focus({ preventScroll: true });
      if (!this.selection()) {
        const live = this.#text.querySelector('.hl.live')?.closest('[data-o]');
        if (live) { this.select(Number(live.dataset.o), Number(live.dataset.o) + 1); this.#move('word', 1, true); }
      }
      return this.#known();
    } else {
      const back = this.#left && card.contains(this.#left) ? this.#left : card.querySelector('input, select, button');
      back?.focus({ preventScroll: true });
    }
    return null;
  }

  #left = null;

  /** A card that opens beside the text may lie below what is seen. */
  revealCard() {
    document.querySelector('.card')?.scrollIntoView({ block: 'nearest' });
  }

  reveal(code) {
    this.#first(code)?.scrollIntoView({ block: 'center' });
    this.#margin?.querySelector(`[data-for="${code}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  // ---- margin: each item level with its words; where that is taken it moves down and a hairline leads back -------------------

  #first(code) {
    return this.#text?.querySelector(`[data-c="${code}"]`);
  }

  #plan() {
    if (this.#planned) return;
    this.#planned = true;
    requestAnimationFrame(() => { this.#planned = false; this.#layout(); });
  }

  #layout() {
    if (!this.#margin || !this.#wires) return;
    if (getComputedStyle(this.#margin).position !== 'relative') { this.#wires.replaceChildren(); return; } // the sheet of a phone
    const sheet = this.#sheet.getBoundingClientRect(), scroll = this.#sheet.scrollTop;
    let free = 8, lines = '';
    for (const item of this.#margin.children) {
      const words = this.#first(item.dataset.for);
      const card = item.classList.contains('card');
      if (!words) { item.style.top = `${free}px`; free += item.offsetHeight + 8; continue; } // orphans stand where there is room
      const box = words.getClientRects()[0] ?? words.getBoundingClientRect();
      const level = box.top - sheet.top + scroll;
      const top = Math.max(free, Math.round((level + (card ? -4 : 4)) / 4) * 4);
      item.style.top = `${top}px`;
      free = top + item.offsetHeight + (card ? 12 : 8);
      const from = level + box.height - 1, to = top + (card ? 20 : 11), x = this.#margin.offsetLeft;
      const lit = item.dataset.for === this.#lit;
      if (Math.abs(to - from) > 120 && !lit) continue;
      lines += `<path class="${card || lit ? 'sel' : ''}" d="M${card || lit ? box.right - sheet.left : x - 14} ${from}H${x - 14} L${x + (card ? 12 : 0)} ${to}H${x + (card ? 12 : 16)}"/>`;
    }
    const card = this.#margin.querySelector('.card');
    if (card && card.dataset.for !== this.#shown) card.scrollIntoView({ block: 'nearest' });
    this.#shown = card?.dataset.for;
    const height = Math.max(this.#text.parentElement.scrollHeight, free + 24);
    this.#margin.style.minHeight = `${height}px`;
    this.#wires.style.height = `${height}px`;
    this.#wires.innerHTML = lines;
  }
}

export const attach = (sheet, page) => new ArticleText(sheet, page);

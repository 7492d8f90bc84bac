// A part of the page as a picture to take away: boxes, words and glyphs are read from what the browser has laid out, so that the file shows what
// the page shows, in its theme. Plots have pictures of their own.

const space = 'http://www.w3.org/2000/svg';
const soft = '\u00ad';
const seen = colour => colour && colour !== 'transparent' && !/, 0\)$/.test(colour) && colour !== 'rgba(0, 0, 0, 0)';
const drawn = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'opacity', 'fill-opacity', 'stroke-opacity', 'font-size', 'font-weight', 'text-anchor', 'paint-order', 'visibility'];

function make(parent, kind, marks, words) {
  const element = document.createElementNS(space, kind);
  for (const [name, value] of Object.entries(marks)) element.setAttribute(name, value);
  if (words !== undefined) element.textContent = words;
  parent.append(element);
  return element;
}

/** An SVG as a string: all of the element, also what is scrolled out of sight. */
export function svgOf(root, title) {
  const box = root.getBoundingClientRect(), pad = 16, head = title ? 40 : 0;
  const [width, height] = [Math.ceil(box.width) + 2 * pad, Math.ceil(box.height) + 2 * pad + head];
  const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper').trim(), face = getComputedStyle(document.body).fontFamily.replaceAll('"', "'");
  const svg = document.createElementNS(space, 'svg');
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': face, role: 'img' })) svg.setAttribute(name, value);
  if (title) make(svg, 'title', {}, title);
  make(svg, 'rect', { width, height, fill: paper });
  if (title) make(svg, 'text', { x: pad, y: 28, 'font-size': 16, 'font-weight': 600, fill: getComputedStyle(document.body).color }, title);
  const hatch = make(make(svg, 'defs', {}), 'pattern', { id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' });
  make(hatch, 'rect', { width: 1, height: 6, fill: getComputedStyle(document.body).color, opacity: .18 });
  const sheet = make(svg, 'g', { transform: `translate(${pad - box.left} ${pad + head - box.top})` });
  draw(root, sheet);
  return new XMLSerializer().serializeToString(svg);
}

function draw(element, sheet) {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden' || element.matches('.sr, [data-nopicture]')) return;
  if (element instanceof SVGSVGElement) { copy(element, sheet); return; }
  const box = element.getBoundingClientRect(), place = { x: box.left, y: box.top, width: box.width, height: box.height };
  if (seen(style.backgroundColor)) make(sheet, 'rect', { ...place, fill: style.backgroundColor });
  if (style.backgroundImage.startsWith('repeating-linear-gradient')) make(sheet, 'rect', { ...place, fill: 'url(#hatch)' });
  const bar = style.boxShadow.match(/^(rgba?\([^)]*\)|color\([^)]*\)) (\d+)px 0px 0px 0px inset/);
  if (bar) make(sheet, 'rect', { ...place, width: bar[2], fill: bar[1] });
  if (style.outlineStyle === 'dotted' || style.borderTopStyle === 'dotted') {
    make(sheet, 'rect', { x: box.left + 1, y: box.top + 1, width: box.width - 2, height: box.height - 2, fill: 'none', stroke: style.outlineStyle === 'dotted' ? style.outlineColor : style.borderTopColor, 'stroke-width': 1.5, 'stroke-dasharray': '1.6 2.2' });
  } else if (style.borderBottomStyle === 'dotted' && parseFloat(style.borderBottomWidth) > 0) {
    make(sheet, 'path', { d: `M${box.left} ${box.bottom - 1}h${box.width}`, stroke: style.borderBottomColor, 'stroke-width': 2, 'stroke-dasharray': '1.6 2.2' });
  }
  for (const child of element.childNodes) {
    if (child.nodeType === Node.ELEMENT_NODE) draw(child, sheet);
    else if (child.nodeType === Node.TEXT_NODE && child.data.trim()) say(child, style, sheet);
  }
}

/** Words where they stand, line by line; a long one may be broken, and what its box cuts off is left out. */
function say(text, style, sheet) {
  const range = document.createRange(), lines = [], foot = text.parentElement.getBoundingClientRect().bottom;
  const add = (words, box, gap) => {
    const line = lines.at(-1);
    if (line && Math.abs(line.top - box.top) < 3) line.words += gap + words;
    else lines.push({ top: box.top, left: box.left, height: box.height, words });
  };
  for (const match of text.data.matchAll(/\S+/g)) {
    range.setStart(text, match.index);
    range.setEnd(text, match.index + match[0].length);
    const boxes = range.getClientRects();
    if (boxes.length === 1) { add(match[0].replaceAll(soft, ''), boxes[0], ' '); continue; }
    for (let i = 0; i < match[0].length && boxes.length > 1; i++) {
      if (match[0][i] === soft) continue;
      range.setStart(text, match.index + i);
      range.setEnd(text, match.index + i + 1);
      const count = lines.length;
      add(match[0][i], range.getBoundingClientRect(), i === 0 ? ' ' : '');
      // A soft hyphen is drawn where its line ends, and nowhere else.
      if (lines.length > count && i > 0 && match[0][i - 1] === soft) lines.at(-2).words += '-';
    }
  }
  const box = text.parentElement, room = style.textOverflow === 'ellipsis' && box.scrollWidth > box.clientWidth + 1 ? box.clientWidth / box.scrollWidth : 1;
  for (const line of lines.filter(l => l.height > 0 && l.top < foot - 3)) {
    if (room < 1) line.words = `${line.words.slice(0, Math.max(1, Math.floor(line.words.length * room) - 1))}…`;
    const words = style.textTransform === 'uppercase' ? line.words.toUpperCase() : line.words;
    make(sheet, 'text', { x: line.left, y: line.top + line.height * .77, 'font-size': style.fontSize, 'font-weight': style.fontWeight, fill: style.color }, words);
  }
}

/** A drawing inside the page, with the colours that the style sheets give it, and symbols in place of references to them. */
function copy(svg, sheet) {
  const box = svg.getBoundingClientRect(), clone = svg.cloneNode(true);
  const [from, to] = [svg.querySelectorAll('*'), clone.querySelectorAll('*')];
  const dress = (source, target) => {
    const style = getComputedStyle(source);
    for (const name of drawn) if (style.getPropertyValue(name)) target.setAttribute(name, style.getPropertyValue(name));
    for (const name of ['class', 'style', 'aria-label', 'role', 'tabindex', 'href', 'data-r', 'data-c']) if (!(source instanceof SVGUseElement && name === 'href')) target.removeAttribute(name);
  };
  dress(svg, clone);
  from.forEach((source, index) => dress(source, to[index]));
  for (const use of clone.querySelectorAll('use')) {
    const symbol = document.querySelector(use.getAttribute('href'));
    if (!symbol) continue;
    const inner = document.createElementNS(space, 'svg');
    for (const name of ['x', 'y', 'width', 'height', ...drawn]) if (use.hasAttribute(name)) inner.setAttribute(name, use.getAttribute(name));
    inner.setAttribute('viewBox', symbol.getAttribute('viewBox'));
    for (const part of symbol.childNodes) inner.append(part.cloneNode(true));
    for (const part of inner.querySelectorAll('[style]')) part.removeAttribute('style');
    use.replaceWith(inner);
  }
  for (const [name, value] of Object.entries({ x: box.left, y: box.top, width: box.width, height: box.height })) clone.setAttribute(name, value);
  sheet.append(clone);
}

function give(name, href) {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}

export function saveSvg(selector, name, title) {
  const url = URL.createObjectURL(new Blob([svgOf(document.querySelector(selector), title)], { type: 'image/svg+xml' }));
  give(`${name}.svg`, url);
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** At twice the size, so that it is sharp in print. */
export async function savePng(selector, name, title) {
  const svg = svgOf(document.querySelector(selector), title), picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: picture.width * 2, height: picture.height * 2 });
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise(done => canvas.toBlob(done, 'image/png'));
  const url = URL.createObjectURL(blob);
  give(`${name}.png`, url);
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

// The keyboard of the desk. A page says which keys it answers to; only those travel to the server, and never what is typed into a field.

const typing = 'input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), textarea, select, [contenteditable=""], [contenteditable=true]';
// Keys that a focused control answers to itself.
const pressing = 'button, a[href], summary, [role=button], [role=menuitem], [role=tab], input[type=checkbox], input[type=radio]';

/** "j", "?", "Enter", "Ctrl+z", "Shift+ArrowDown": printable keys by what they print, so that layouts do not matter. */
export function nameOf(event) {
  const printable = event.key.length === 1;
  let name = event.key === ' ' ? 'Space' : event.key;
  if (printable && (event.ctrlKey || event.metaKey)) name = name.toLowerCase();
  if (event.shiftKey && (!printable || event.ctrlKey || event.metaKey)) name = 'Shift+' + name;
  if (event.altKey && !printable) name = 'Alt+' + name;
  if (event.ctrlKey || event.metaKey) name = 'Ctrl+' + name;
  return name;
}

export class Keyboard {
  #page;
  #keys = new Map();
  #listener = event => this.#press(event);
  #keyed = false;
  #pointed = () => { this.#keyed = false; };
  // The line that a key has brought under the hand comes into sight too, in whatever list it stands; an article's margin moves with its text.
  #follower = new MutationObserver(changes => {
    if (!this.#keyed) return;
    changes.map(change => change.target).find(line => line.matches('tr[aria-selected=true], li[aria-current=true]') && !line.closest('.reading'))?.scrollIntoView({ block: 'nearest' });
  });
  #themed = event => this.#page?.invokeMethodAsync('ThemeChanged', event.detail);

  /** page: a .NET reference with PressAsync(name) and ThemeChanged(theme). */
  constructor(page) {
    this.#page = page;
    document.addEventListener('keydown', this.#listener);
    document.addEventListener('pointerdown', this.#pointed);
    this.#follower.observe(document.body, { subtree: true, attributeFilter: ['aria-selected', 'aria-current'] });
    document.addEventListener('desk-theme', this.#themed);
    page.invokeMethodAsync('ThemeChanged', document.documentElement.dataset.theme);
  }

  /** keys: [{ name, inFields, inDialogs }]; version: which list of the server's this is. The page says that it listens to it (data-listening on the root). */
  listen(keys, version) {
    this.#keys = new Map(keys.map(key => [key.name, key]));
    document.documentElement.dataset.listening = version;
  }

  dispose() {
    document.removeEventListener('keydown', this.#listener);
    document.removeEventListener('pointerdown', this.#pointed);
    this.#follower.disconnect();
    document.removeEventListener('desk-theme', this.#themed);
    this.#page = null;
    delete document.documentElement.dataset.listening;
  }

  #press(event) {
    if (event.defaultPrevented || event.isComposing) return;
    const name = nameOf(event);
    if (document.querySelector('[data-capture]')) { // a key is being chosen: whatever is pressed is the choice
      if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Tab'].includes(event.key)) return;
      event.preventDefault();
      this.#page?.invokeMethodAsync('Captured', name);
      return;
    }
    const target = event.target instanceof Element ? event.target : document.body;
    const inField = target.closest(typing) !== null;
    if (inField && name === 'Escape' && target.closest('[data-search]')) { target.blur(); return; }

    const key = this.#keys.get(name);
    const inDialog = document.querySelector('dialog[open], .mud-dialog') !== null;
    if (inDialog && !key?.inDialogs) return;
    if (inField && !key?.inFields) return;
    if ((name === 'Enter' || name === 'Space') && target.closest(pressing)) return;

    if (name === '/' && !key) {
      const search = document.querySelector('[data-search]');
      if (search) { event.preventDefault(); search.focus(); search.select(); }
      return;
    }
    if (name === '?' && !key) {
      const list = document.getElementById('key-list');
      if (list && !list.open) { event.preventDefault(); list.showModal(); }
      return;
    }
    if (!key || event.repeat && !key.repeats) return;
    event.preventDefault();
    this.#keyed = true;
    this.#page?.invokeMethodAsync('PressAsync', name);
  }
}

export const start = page => new Keyboard(page);

/** Brings an element into view without moving more than needed; focus follows where asked. */
export function reveal(selector, focus) {
  const element = document.querySelector(selector);
  element?.scrollIntoView({ block: 'nearest' });
  if (focus) element?.focus({ preventScroll: true });
}

export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
  dialog?.querySelector('[autofocus]')?.focus();
}

export const closeDialog = id => document.getElementById(id)?.close();

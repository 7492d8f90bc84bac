// A field under which the server offers words: the keys walk them, Enter and Tab take one, the pointer does too, and the focus stays in the field.
// What is typed belongs to the field: it never waits for the server.

export class OfferField {
  form; field; page;
  #soon = 0;
  #marked = -1;

  constructor(form, field, page) {
    this.form = form;
    this.field = field;
    this.page = page;
    field.addEventListener('input', this.#typed);
    field.addEventListener('keydown', this.#key);
    field.addEventListener('blur', this.#left);
    form.addEventListener('mousedown', this.#pressed);
  }

  dispose() {
    this.hush();
    this.field.removeEventListener('input', this.#typed);
    this.field.removeEventListener('keydown', this.#key);
    this.field.removeEventListener('blur', this.#left);
    this.form.removeEventListener('mousedown', this.#pressed);
    this.page = null;
  }

  // ---- what the fields say of themselves ------------------------------------------------------

  /** Words were typed. */
  typed() { }
  /** A key that no offer wants. True where the field has answered it. */
  pressed(event) { return false; }
  /** Whether what is offered still fits what is typed. */
  isOpen() { return true; }
  /** An offer was taken: the option's data say what it puts in. */
  take(option) { }
  close() { }
  left() { }

  // ---- for them -------------------------------------------------------------------------------

  /** Tells the page something once the hand has rested for a moment. */
  say(tell) {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => { if (this.page) tell(this.page); }, 60);
  }

  /** What was to be told is not told any more. */
  hush() { clearTimeout(this.#soon); }

  /** Puts words in between two places, a blank after them where none is, and the caret behind. */
  put(words, from, to, gap) {
    const text = this.field.value;
    this.field.value = text.slice(0, from) + words + gap + text.slice(to);
    const at = from + words.length + gap.length;
    this.field.setSelectionRange(at, at);
  }

  get options() { return this.isOpen() ? [...this.form.querySelectorAll('[role=option]')] : []; }

  get marked() { return this.#marked; }

  mark(index) {
    this.#marked = index;
    const options = [...this.form.querySelectorAll('[role=option]')];
    options.forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    if (index >= 0 && options[index]) {
      this.field.setAttribute('aria-activedescendant', options[index].id);
      options[index].scrollIntoView({ block: 'nearest' });
    } else this.field.removeAttribute('aria-activedescendant');
  }

  #typed = () => this.typed();

  #left = () => this.left();

  #key = event => {
    if (event.isComposing) return;
    const options = this.options, step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && options.length > 0) {
      this.mark(this.#marked < 0 && step < 0 ? options.length - 1 : (this.#marked + step + options.length) % options.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && !event.ctrlKey && !event.metaKey && options[this.#marked]) {
      this.take(options[this.#marked]);
    } else if (event.key === 'Escape' && options.length > 0) {
      this.close();
    } else if (!this.pressed(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #pressed = event => {
    const option = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    if (!option) return;
    event.preventDefault(); // the focus stays in the field
    this.take(option);
  };
}

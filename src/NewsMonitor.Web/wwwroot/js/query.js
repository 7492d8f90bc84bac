// The query line: tells .NET what is typed, lets the keys walk what it offers, and keeps the painted tokens under the words.
// The words themselves are the input's own: they never wait for the server.

class QueryLine {
  #form; #input; #back; #page; #soon = 0; #marked = -1;

  constructor(form, page) {
    this.#form = form;
    this.#page = page;
    this.#input = form.querySelector('input[name=q]');
    this.#back = form.querySelector('.qback');
    this.#input.addEventListener('input', this.#typed);
    this.#input.addEventListener('keydown', this.#key);
    this.#input.addEventListener('scroll', this.#scrolled);
    this.#input.addEventListener('blur', this.#left);
    form.addEventListener('mousedown', this.#pressed);
    form.dataset.ready = '';
  }

  dispose() {
    clearTimeout(this.#soon);
    this.#input.removeEventListener('input', this.#typed);
    this.#input.removeEventListener('keydown', this.#key);
    this.#input.removeEventListener('scroll', this.#scrolled);
    this.#input.removeEventListener('blur', this.#left);
    this.#form.removeEventListener('mousedown', this.#pressed);
    this.#page = null;
  }

  /** The line is sent: what was typed last needs no completion any more. */
  value() {
    clearTimeout(this.#soon);
    return this.#input.value;
  }

  /** The line of another address. */
  set(text) {
    clearTimeout(this.#soon);
    if (this.#input.value !== text) this.#input.value = text;
    this.#form.classList.remove('typing');
    this.close();
    this.#scrolled();
  }

  /** Offers were drawn anew: none is marked, and the paint fits the words again. */
  offered(text) {
    this.#mark(-1);
    if (this.#input.value === text) this.#form.classList.remove('typing');
    this.#scrolled();
  }

  close() {
    this.#mark(-1);
    this.#form.classList.remove('open');
    this.#input.setAttribute('aria-expanded', 'false');
  }

  #options() { return [...this.#form.querySelectorAll('[role=option]')]; }
  /** Offers for words that have been typed on since are none. */
  #isOpen() { return this.#form.classList.contains('open') && !this.#form.classList.contains('typing') && this.#options().length > 0; }

  #typed = () => {
    this.#mark(-1);
    this.#form.classList.add('typing', 'open');
    this.#input.setAttribute('aria-expanded', 'true');
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.#page?.invokeMethodAsync('Typed', this.#input.value, this.#input.selectionStart), 60);
  };

  #key = event => {
    if (event.isComposing) return;
    const options = this.#isOpen() ? this.#options() : [];
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && options.length > 0) {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.#mark(this.#marked < 0 && step < 0 ? options.length - 1 : (this.#marked + step + options.length) % options.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && this.#marked >= 0 && options[this.#marked]) {
      this.#take(options[this.#marked]);
    } else if (event.key === 'Escape' && options.length > 0) {
      this.close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #pressed = event => {
    const option = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    if (!option) return;
    event.preventDefault(); // the focus stays in the line
    this.#take(option);
  };

  #take(option) {
    const { insert, from, to } = option.dataset, text = this.#input.value;
    const rest = text.slice(Number(to)), gap = insert.endsWith(':') || rest.startsWith(' ') ? '' : ' ';
    this.#input.value = text.slice(0, Number(from)) + insert + gap + rest;
    const at = Number(from) + insert.length + gap.length;
    this.#input.setSelectionRange(at, at);
    this.#input.focus();
    this.#typed();
  }

  #mark(index) {
    this.#marked = index;
    const options = this.#options();
    options.forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    if (index >= 0) {
      this.#input.setAttribute('aria-activedescendant', options[index].id);
      options[index].scrollIntoView({ block: 'nearest' });
    } else this.#input.removeAttribute('aria-activedescendant');
  }

  #left = () => setTimeout(() => { if (document.activeElement !== this.#input) this.close(); }, 100);

  #scrolled = () => { this.#back.style.transform = `translateX(${-this.#input.scrollLeft}px)`; };
}

export const attach = (form, page) => new QueryLine(form, page);
export const openForm = dialog => dialog.showModal();
export const closeForm = dialog => dialog.close();

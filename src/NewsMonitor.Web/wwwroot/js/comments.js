// A field for a comment: says when a name is begun after an @, lets the keys walk what is offered, sends by Ctrl+Enter.

class CommentField {
  #form; #field; #page; #soon = 0; #marked = 0; #begun = null;

  constructor(form, page, focus) {
    this.#form = form;
    this.#page = page;
    this.#field = form.querySelector('textarea');
    this.#field.addEventListener('input', this.#typed);
    this.#field.addEventListener('keydown', this.#key);
    this.#field.addEventListener('blur', this.#left);
    form.addEventListener('mousedown', this.#pressed);
    if (focus) this.#field.focus();
    form.dataset.ready = '';
  }

  dispose() {
    clearTimeout(this.#soon);
    this.#field.removeEventListener('input', this.#typed);
    this.#field.removeEventListener('keydown', this.#key);
    this.#field.removeEventListener('blur', this.#left);
    this.#form.removeEventListener('mousedown', this.#pressed);
    this.#page = null;
  }

  #options() { return this.#begun === null ? [] : [...this.#form.querySelectorAll('[role=option]')]; }

  #typed = () => {
    const before = this.#field.value.slice(0, this.#field.selectionStart);
    const begun = /(?:^|[^\w.@-])@([\w.+-]{0,64})$/u.exec(before)?.[1] ?? null;
    this.#marked = 0;
    if (begun === null && this.#begun === null) return;
    this.#begun = begun;
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.#page?.invokeMethodAsync('BegunAsync', begun), 60);
  };

  #key = event => {
    if (event.isComposing) return;
    const options = this.#options();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      this.#page?.invokeMethodAsync('TypedAsync', this.#field.value, true);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && options.length > 0) {
      this.#marked = (this.#marked + (event.key === 'ArrowDown' ? 1 : options.length - 1)) % options.length;
      options.forEach((option, i) => option.setAttribute('aria-selected', String(i === this.#marked)));
      this.#field.setAttribute('aria-activedescendant', options[this.#marked].id);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && options[this.#marked]) {
      this.#take(options[this.#marked]);
    } else if (event.key === 'Escape') {
      if (options.length > 0) this.#close();
      else this.#page?.invokeMethodAsync('LeaveAsync');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #pressed = event => {
    const option = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    if (!option) return;
    event.preventDefault(); // the focus stays in the field
    this.#take(option);
  };

  #take(option) {
    const at = this.#field.selectionStart, from = at - this.#begun.length, name = option.dataset.name;
    const rest = this.#field.value.slice(at), gap = /^[\s.,;:!?)]/u.test(rest) ? '' : ' ';
    this.#field.value = this.#field.value.slice(0, from) + name + gap + rest;
    this.#field.setSelectionRange(from + name.length + gap.length, from + name.length + gap.length);
    this.#begun = null;
    clearTimeout(this.#soon);
    this.#page?.invokeMethodAsync('TypedAsync', this.#field.value, false);
  }

  #close() {
    this.#begun = null;
    clearTimeout(this.#soon);
    this.#field.removeAttribute('aria-activedescendant');
    this.#page?.invokeMethodAsync('BegunAsync', null);
  }

  #left = () => { if (this.#begun !== null) this.#close(); };
}

export const attach = (form, page, focus) => new CommentField(form, page, focus);

// A field for a comment: says when a name is begun after an @, sends by Ctrl+Enter.
import { OfferField } from './offers.js';

class CommentField extends OfferField {
  #begun = null;

  constructor(form, page, focus) {
    super(form, form.querySelector('textarea'), page);
    if (focus) this.field.focus();
    form.dataset.ready = '';
  }

  isOpen() { return this.#begun !== null; }

  typed() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    const begun = /(?:^|[^\w.@-])@([\w.+-]{0,64})$/u.exec(before)?.[1] ?? null;
    this.mark(0); // the page draws the first as chosen
    if (begun === null && this.#begun === null) return;
    this.#begun = begun;
    this.say(page => page.invokeMethodAsync('BegunAsync', begun));
  }

  pressed(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.page?.invokeMethodAsync('TypedAsync', this.field.value, true);
    else if (event.key === 'Escape') this.page?.invokeMethodAsync('LeaveAsync');
    else return false;
    return true;
  }

  take(option) {
    const at = this.field.selectionStart, rest = this.field.value.slice(at);
    this.put(option.dataset.name, at - this.#begun.length, at, /^[\s.,;:!?)]/u.test(rest) ? '' : ' ');
    this.#begun = null;
    this.hush();
    this.page?.invokeMethodAsync('TypedAsync', this.field.value, false);
  }

  close() {
    this.#begun = null;
    this.hush();
    this.field.removeAttribute('aria-activedescendant');
    this.page?.invokeMethodAsync('BegunAsync', null);
  }

  left() { if (this.#begun !== null) this.close(); }
}

export const attach = (form, page, focus) => new CommentField(form, page, focus);

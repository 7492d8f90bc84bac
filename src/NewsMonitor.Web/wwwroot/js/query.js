// The query line: tells .NET what is typed and keeps the painted tokens under the words.
import { OfferField } from './offers.js';

class QueryLine extends OfferField {
  #back;

  constructor(form, page) {
    super(form, form.querySelector('input[name=q]'), page);
    this.#back = form.querySelector('.qback');
    this.field.addEventListener('scroll', this.#scrolled);
    form.dataset.ready = '';
  }

  dispose() {
    super.dispose();
    this.field.removeEventListener('scroll', this.#scrolled);
  }

  /** The line is sent: what was typed last needs no completion any more. */
  value() {
    this.hush();
    return this.field.value;
  }

  /** The line of another address. */
  set(text) {
    this.hush();
    if (this.field.value !== text) this.field.value = text;
    this.form.classList.remove('typing');
    this.close();
    this.#scrolled();
  }

  /** Offers were drawn anew: none is marked, and the paint fits the words again. */
  offered(text) {
    this.mark(-1);
    if (this.field.value === text) this.form.classList.remove('typing');
    this.#scrolled();
  }

  close() {
    this.mark(-1);
    this.form.classList.remove('open');
    this.field.setAttribute('aria-expanded', 'false');
  }

  /** Offers for words that have been typed on since are none. */
  isOpen() { return this.form.classList.contains('open') && !this.form.classList.contains('typing'); }

  typed() {
    this.mark(-1);
    this.form.classList.add('typing', 'open');
    this.field.setAttribute('aria-expanded', 'true');
    this.say(page => page.invokeMethodAsync('Typed', this.field.value, this.field.selectionStart));
  }

  take(option) {
    const { insert, from, to } = option.dataset;
    this.put(insert, Number(from), Number(to), insert.endsWith(':') || this.field.value.slice(Number(to)).startsWith(' ') ? '' : ' ');
    this.field.focus();
    this.typed();
  }

  left() { setTimeout(() => { if (document.activeElement !== this.field) this.close(); }, 100); }

  #scrolled = () => { this.#back.style.transform = `translateX(${-this.field.scrollLeft}px)`; };
}

export const attach = (form, page) => new QueryLine(form, page);
export const openForm = dialog => dialog.showModal();
export const closeForm = dialog => dialog.close();
